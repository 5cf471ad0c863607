"""The next number of a series, whoever else asks for one."""

from django.db.models.functions import Length

from orgtree.database.locks import hold_for
from orgtree.papers.rules import numbered


def next_number(model, column: str, start: str) -> str:
    """The number behind the last that begins with `start`; others of the series wait until this transaction has ended.

    A number is never given twice, even where a row in between is gone.
    """
    hold_for(f"{model._meta.label_lower}:{start}")
    rows = model._default_manager.filter(**{f"{column}__startswith": start})
    last = rows.order_by(Length(column).desc(), f"-{column}").values_list(column, flat=True).first()
    return numbered(start, int(last.removeprefix(start)) + 1 if last else 1)
