"""What communities have against the norms of space: their 公共用房, what its rooms are for, what was done to it, and their circles."""

from collections import defaultdict
from datetime import date

from django.db.models import (
    Case,
    Exists,
    F,
    FloatField,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Greatest
from django.utils import timezone

from cocon.venues.choices import FUNCTIONS, OFFICES, FacilityKind, FloorChangeKind, NormKey, RoomUse
from cocon.venues.models.rooms import Room
from cocon.venues.models.venues import Facility, FloorChange, SpaceNorm
from cocon.venues.rules.space import Compliance, judge_space
from orgtree.choices import AreaKind
from orgtree.owned.services.owned import number_on
from orgtree.tree.models import Area
from orgtree.tree.services.lineage import below_outer

DIFFERENCE = Case(
    When(kind=FloorChangeKind.GIVEN_UP, then=-F("m2")),
    When(kind=FloorChangeKind.RENOVATED, then=0),
    default=F("m2"),
    output_field=IntegerField(),
)
INSIDE = ("", "__parent")  # a venue stands in the community or in one of its grids


BELOW = below_outer("venue__area__")


def total(rows: QuerySet, of) -> Coalesce:
    """The sum of `of` over rows of a subquery; 0 for none."""
    summed = rows.order_by().annotate(one=Value(1)).values("one").annotate(sum=Sum(of)).values("sum")
    return Coalesce(Subquery(summed, output_field=IntegerField()), 0)


def norm_on(key: str, day: date) -> Case:
    """SQL of the norm that holds for a community on the day; NULL for none. One query for the norms."""
    return number_on(SpaceNorm.objects.all(), key, day, IntegerField())


def communities_on(day: date, areas: QuerySet | None = None) -> QuerySet:
    """Communities of the day; of `areas`, where they are given."""
    return (Area.objects.all() if areas is None else areas).open_on(day).filter(kind=AreaKind.COMMUNITY)


def with_floor(areas: QuerySet, day: date) -> QuerySet:
    """The areas with the square metres of their 公共用房 (`floor`) on the day and the `norm` for it."""
    changes = FloorChange.objects.filter(
        Q(venue__until__isnull=True) | Q(venue__until__gte=day), day__lte=day, venue__kind__in=OFFICES, **BELOW
    )
    return areas.annotate(floor=total(changes, DIFFERENCE), norm=norm_on(NormKey.COMMUNITY, day))


def with_space(areas: QuerySet, day: date) -> QuerySet:
    """The same with `homes`, the households of their lowest areas, the norm `per_hundred`, and how much is `wanted` by both."""
    lowest = Area.objects.open_on(day).filter(rght=F("lft") + 1, households__isnull=False, **below_outer())
    areas = with_floor(areas, day).annotate(
        homes=total(lowest, "households"), per_hundred=norm_on(NormKey.PER_HUNDRED, day)
    )
    by_homes = Cast(Coalesce(F("per_hundred"), 0) * F("homes"), FloatField()) / 100.0
    return areas.annotate(wanted=Greatest(Cast(Coalesce(F("norm"), 0), FloatField()), by_homes))


def compliance_on(row) -> Compliance:
    """The compliance of a row of `with_space`."""
    return judge_space(row.floor, community=row.norm, per_hundred=row.per_hundred, households=row.homes or None)


def compliance_of(community: Area, day: date) -> Compliance:
    """What the community has on the day, and what it should have."""
    return compliance_on(with_space(Area.objects.filter(pk=community.pk), day).get())


def with_full_circle(areas: QuerySet, day: date) -> QuerySet:
    """Those with a facility of every kind within a quarter of an hour on the day."""
    there = Facility.objects.in_use(day).filter(area=OuterRef("pk"))
    return areas.filter(*(Exists(there.filter(kind=kind)) for kind in FacilityKind))


def with_all_functions(areas: QuerySet, day: date) -> QuerySet:
    """Those that have all of 四室三站一厅 on the day."""
    rooms = Room.objects.in_use(day).filter(**BELOW)
    return areas.filter(*(Exists(rooms.filter(use=use)) for use in FUNCTIONS))


# --- Of the rows of a page ------------------------------------------------------------------------------------------------


def dress_spaces(rows: list) -> None:
    """Set on communities of `with_space` their `compliance`, `rooms` by use, `circle` by kind, this year's `added` and `renovated`
    square metres. Three queries.
    """
    today = timezone.localdate()
    rooms = rows_by_community(Room.objects.in_use(today).order_by("name"), rows, "venue__area")
    facilities = rows_by_community(Facility.objects.in_use(today), rows, "area")
    done = FloorChange.objects.filter(day__year=today.year, day__lte=today, venue__kind__in=OFFICES)
    changes = rows_by_community(done, rows, "venue__area")
    for row in rows:
        row.compliance = compliance_on(row)
        row.rooms = by_code(rooms[row.pk], "use")
        row.circle = by_code(facilities[row.pk], "kind")
        summed = {kind: sum(one.m2 for one in changes[row.pk] if one.kind == kind) for kind in FloorChangeKind}
        row.added, row.renovated = summed[FloorChangeKind.ADDED], summed[FloorChangeKind.RENOVATED]


def dress_floors(venues: list) -> None:
    """Set on venues how many square metres they have (`m2`). One query."""
    changes = FloorChange.objects.filter(venue__in=venues).order_by().values_list("venue")
    summed = dict(changes.annotate(sum=Sum(DIFFERENCE)))
    for venue in venues:
        venue.m2 = summed.get(venue.pk, 0)


def rows_by_community(found: QuerySet, communities: list, lookup: str) -> dict[int, list]:
    """The rows that stand in these communities or one of their grids, by the community's id."""
    ids = {community.pk for community in communities}
    inside = Q()
    for level in INSIDE:
        inside |= Q(**{f"{lookup}{level}__in": ids})
    held = defaultdict(list)
    for row in found.filter(inside).annotate(own=F(lookup), above=F(f"{lookup}__parent")):
        held[row.own if row.own in ids else row.above].append(row)
    return held


def by_code(rows: list, name: str) -> dict[str, list]:
    """The rows by the code that they hold under `name`."""
    held = defaultdict(list)
    for row in rows:
        held[getattr(row, name)].append(row)
    return held


def missing_functions(row) -> list[str]:
    """Which of 四室三站一厅 a dressed community lacks, in words."""
    return [RoomUse(use).label for use in FUNCTIONS if use not in row.rooms]


def missing_facilities(row) -> list[str]:
    """What its circle lacks, in words."""
    return [kind.label for kind in FacilityKind if kind not in row.circle]
