"""Places named by their keys in a statement, where an interval would have the database expect hardly any rows."""

from collections.abc import Iterable

from django.apps import apps
from django.db.models import BooleanField, Func

MOST_KEYS = 2_000  # a street has some five hundred places; a district is asked by its interval


class AmongKeys(Func):
    """Whether a column is one of these keys, sent as one array: an IN of hundreds costs more to put together than to answer."""

    output_field = BooleanField()

    def __init__(self, column, keys: list[int]):
        super().__init__(column)
        self.keys = keys

    def as_sql(self, compiler, connection, **more):
        column, said = compiler.compile(self.source_expressions[0])
        return f"{column} = ANY(%s)", [*said, self.keys]


def keys_below(areas: Iterable) -> list[int] | None:
    """The keys of these areas and of all below them; None where there would be too many. One query."""
    areas = list(areas)
    if sum((area.rght - area.lft + 1) // 2 for area in areas) > MOST_KEYS:
        return None
    rows = apps.get_model("orgtree", "Area")._default_manager
    return [pk for area in areas for pk in rows.within(area).values_list("pk", flat=True)]
