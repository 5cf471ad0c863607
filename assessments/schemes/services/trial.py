"""A dry run of a scheme: what its figures would have given for last year. Nothing is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from assessments.declare import unit_facts
from assessments.schemes.choices import ComponentSource
from assessments.schemes.models import Item, Scheme
from assessments.schemes.rules.tables import points_of_figure, round_once
from orgtree.days.rules.periods import Period
from orgtree.declare import registry
from orgtree.figures.services.figures import figures_for
from orgtree.models import Area


@dataclass(frozen=True)
class TrialLine:
    """One area: the value and the points of each figure, and their sum; None where there is no number."""

    area: Area
    cells: tuple[tuple[Decimal | None, Decimal | None], ...]
    total: Decimal | None


def figures_of(scheme: Scheme) -> list[Item]:
    """The lines of the scheme that figures of areas fill."""
    rows = Item.objects.filter(component__scheme=scheme, component__source=ComponentSource.FIGURE)
    rows = rows.exclude(key__in=unit_facts).select_related("component")
    known = registry.catalogue()
    return [item for item in rows.order_by("component__position", "position", "pk") if item.key in known]


def last_year_of(scheme: Scheme) -> Period:
    """The year before this one; before the scheme's, where that is one to come."""
    return Period("Y", date(max(scheme.year, timezone.localdate().year) - 1, 1, 1))


def try_scheme(scheme: Scheme, areas: Iterable[Area]) -> list[TrialLine]:
    """What each area would have had of the figures' points last year, in the order of the areas: no ranking. Two queries."""
    items, areas = figures_of(scheme), list(areas)
    values = figures_for([area.pk for area in areas], last_year_of(scheme)) if items else {}
    return [_line(area, items, values[area.pk]) for area in areas] if items else []


def _line(area: Area, items: list[Item], values: dict) -> TrialLine:
    cells = []
    for item in items:
        value = values.get(item.key)
        points = points_of_figure(value, worst=item.worst, full=item.full, points=item.points)
        cells.append((value if value is None else round_once(Decimal(value)), points and round_once(points)))
    earned = [points for _, points in cells if points is not None]
    return TrialLine(area, tuple(cells), sum(earned, Decimal(0)) if earned else None)
