"""A period that is not over beside the same days of the one before: counted from rows, for the few figures that are asked for."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db.models import CharField, Count, DecimalField, Sum, Value
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from orgtree.days.rules.periods import Period, Span, same_days_before
from orgtree.declare import Derived, Measure, Window
from orgtree.figures.services.figures import rows_behind, valued
from orgtree.tree.models import Area
from orgtree.tree.services.lineage import moved_since

AMOUNT = DecimalField(max_digits=16, decimal_places=2)


def span_before(period: Period, as_of: datetime) -> Span | None:
    """The days of the period before that are as many as have passed of this one at `as_of`; None where it is over."""
    return same_days_before(period, timezone.localdate(as_of))


def values_of_days(
    catalogue: dict[str, Measure | Derived], *, area: Area, span: Span, as_of: datetime, moved: dict | None = None
) -> dict[str, Decimal | None]:
    """What each figure was over the days of the span, its stocks as they stood at its end, in the tree of that time.

    One query; without `moved`, which areas stood elsewhere then, one or two more.
    """
    window = Window(span, as_of)
    moved = moved_since(window.moment) if moved is None else moved
    measures = [figure for figure in catalogue.values() if isinstance(figure, Measure)]
    return valued(catalogue, dict(_totals(measures, area, window, moved)), True)


def _totals(measures: Iterable[Measure], area: Area, window: Window, moved: dict):
    parts = [_total(measure, area, window, moved) for measure in measures]
    return parts[0].union(*parts[1:], all=True) if parts else []


def _total(measure: Measure, area: Area, window: Window, moved: dict):
    """A line of (key, amount) of the rows behind the measure."""
    rows = rows_behind(measure, area=area, window=window, moved=moved).order_by()
    amount = Sum(measure.value) if measure.value else Count("pk")
    keyed = rows.annotate(figure_key=Value(measure.key, output_field=CharField())).values_list("figure_key")
    return keyed.annotate(figure_amount=Coalesce(Cast(amount, AMOUNT), Decimal(0), output_field=AMOUNT))
