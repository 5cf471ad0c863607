"""How grids are covered on a day: who works there against what is laid down, how many households, whether the card hangs."""

from datetime import date

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from grids.staff.choices import NormKey, StaffRole
from grids.staff.models import GridCard, StaffNorm, StaffTerm
from grids.staff.rules import GRID_WORKERS
from orgtree.choices import AreaKind
from orgtree.owned.services.owned import number_on
from orgtree.tree.models import Area


def norm_on(key: str, day: date):
    """SQL of the norm that holds for an area on the day; NULL for none. One query for the norms."""
    return number_on(StaffNorm.objects.all(), key, day, IntegerField())


def grids_on(day: date, areas: QuerySet | None = None) -> QuerySet:
    """Grids of the day; of `areas`, where they are given."""
    return (Area.objects.all() if areas is None else areas).open_on(day).filter(kind=AreaKind.GRID)


def with_cover(grids: QuerySet, day: date) -> QuerySet:
    """The grids with `general` (全科网格员 in office), `workers` (of both kinds), the norm `wanted` and the `homes` of their buildings, or
    their own where there are none.
    """
    office = StaffTerm.objects.in_office_on(day).filter(area=OuterRef("pk")).order_by().values("area")
    buildings = Area.objects.open_on(day).filter(parent=OuterRef("pk")).order_by().values("parent")
    return grids.annotate(
        general=_number(office.filter(role=StaffRole.WORKER).annotate(n=Count("*")).values("n")),
        workers=_number(office.filter(role__in=GRID_WORKERS).annotate(n=Count("*")).values("n")),
        wanted=norm_on(NormKey.GRID_WORKERS, day),
        homes=Coalesce(Subquery(buildings.annotate(n=Sum("households")).values("n")), F("households"), Value(0)),
    )


def with_page(grids: QuerySet, day: date) -> QuerySet:
    """The same with the bounds of their size and whether the card hangs (`least`, `most`, `has_card`)."""
    card = GridCard.objects.public().filter(area=OuterRef("pk"))
    return with_cover(grids, day).annotate(
        least=norm_on(NormKey.GRID_LEAST, day), most=norm_on(NormKey.GRID_MOST, day), has_card=Exists(card)
    )


def _number(rows: QuerySet) -> Coalesce:
    return Coalesce(Subquery(rows, output_field=IntegerField()), 0)


COVERED = Q(general__gte=F("wanted"))
SHORT = Q(general__lt=F("wanted"))
