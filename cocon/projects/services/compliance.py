"""What areas have of the norms that are kept as rows, and should have: money granted in the year, or people at work.

All of it in the statement, so that the page of a norm, the list, its workbook, the API and the figures count alike.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    DecimalField,
    Expression,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Concat
from django.db.models.lookups import GreaterThan, GreaterThanOrEqual
from django.utils import timezone

from cocon.projects.choices import GIVEN, NormAt, NormPer
from cocon.projects.models import AreaNorm, FundEntry, NormedArea
from cocon.projects.models.area_norms import PEOPLE
from orgtree.choices import AreaKind, PostKind
from orgtree.declare.money import CENT
from orgtree.models import Area, Post
from orgtree.owned.services.owned import OwnedBook, grounds
from orgtree.tree.rules.tree import RESIDENT_COMMITTEE_KINDS
from orgtree.tree.services.lineage import below_outer

KINDS = {NormAt.COMMUNITY: RESIDENT_COMMITTEE_KINDS, NormAt.STREET: {AreaKind.STREET, AreaKind.TOWN}}
AT_WORK = (
    PostKind.STREET_COMMITTEE,
    PostKind.COMMUNITY_SECRETARY,
    PostKind.POINTS_CLERK,
    PostKind.GRID_WORKER,
)
COUNTED_BY = {NormPer.HOUSEHOLDS: ("households", 1_000), NormPer.RESIDENTS: ("residents", 10_000)}
YUAN = DecimalField(max_digits=16, decimal_places=2)
ONE = Value(1, output_field=BigIntegerField())
Holding = tuple[AreaNorm, Q]


class Standing(NamedTuple):
    """What an area has of one norm, and should have."""

    norm: AreaNorm
    has: Decimal
    should: Decimal


def holding_on(day: date) -> list[Holding]:
    """Each norm that holds somewhere on the day, with the condition on the areas where it does. One query."""
    rows = list(AreaNorm.objects.select_related("area"))
    book, found = OwnedBook(rows), []
    for key in sorted({row.key for row in rows}):
        for keeper, ground in grounds(book.keepers(key), ""):
            if row := book.in_force(key, day, keeper):
                found.append((row, ground & Q(kind__in=KINDS[row.at])))
    return found


def compliance_of(norm: AreaNorm, areas: QuerySet[Area], day: date) -> QuerySet[Area]:
    """Those of the areas for which this very row holds on the day, with what they have (`has`) and should (`should`)."""
    where = Q(pk__in=[])
    for row, ground in holding_on(day):
        where |= ground if row.pk == norm.pk else Q(pk__in=[])
    return _judged(areas.open_on(day).filter(where), norm, day)


def with_standings(areas: QuerySet, day: date) -> QuerySet:
    """The areas of the day with how many norms hold for each (`held`), how many it meets (`met`) and the names of the others (`lacking`)."""
    held, met, lacking = Value(0), Value(0), [Value("", output_field=CharField())]
    for row, where in holding_on(day):
        does = where & Q(_meets(row, day)) & Q(GreaterThan(_heads(row.per), 0))
        held += _one_if(where)
        met += _one_if(does)
        lacking.append(Case(When(where & ~does, then=Value(f"{row.key}、")), default=Value("")))
    areas = areas.open_on(day).annotate(held=_whole(held), met=_whole(met))
    return areas.annotate(lacking=Concat(*lacking, Value(""), output_field=CharField()))


def normed_on(day: date) -> QuerySet[NormedArea]:
    """Areas for which a norm holds on the day, with their standings."""
    return with_standings(NormedArea.objects.all(), day).filter(held__gt=0)


def dress_standings(areas: Sequence[NormedArea]) -> None:
    """Set on each what it has and should of each norm (`standings`). A query for the norms and one for each of them."""
    day, by_pk = timezone.localdate(), {area.pk: area for area in areas}
    for area in areas:
        area.standings = []
    for row, where in holding_on(day):
        for found in _judged(Area.objects.filter(where, pk__in=by_pk), row, day).order_by():
            by_pk[found.pk].standings.append(Standing(row, found.has, found.should))


def lacks_of(area: Area) -> Decimal:
    """How much is missing of what it should have."""
    return max(area.should - area.has, Decimal(0))


# --- In the statement -----------------------------------------------------------------------------------------------------


def households_below() -> Coalesce:
    """SQL of the households of the lowest areas inside an area."""
    return _below("households")


def _below(column: str) -> Coalesce:
    leaves = Area.objects.filter(**below_outer(), rght=F("lft") + 1, **{f"{column}__isnull": False}).order_by()
    sums = leaves.annotate(one=Value(1)).values("one").annotate(sum=Sum(column)).values("sum")
    return Coalesce(Subquery(sums, output_field=BigIntegerField()), 0)


def _heads(per: str) -> Expression:
    """For how many of what the norm is given: one, or the households or residents of the lowest areas inside."""
    return _below(COUNTED_BY[per][0]) if per in COUNTED_BY else ONE


def _judged(areas: QuerySet, row: AreaNorm, day: date) -> QuerySet:
    return areas.annotate(has=_has(row, day), should=_should(row))


def _meets(row: AreaNorm, day: date) -> GreaterThanOrEqual:
    return GreaterThanOrEqual(_has(row, day), _should(row))


def _should(row: AreaNorm) -> ExpressionWrapper:
    _, unit = COUNTED_BY.get(row.per, ("", 1))
    return ExpressionWrapper(Value(row.number, output_field=YUAN) * _heads(row.per) / Value(unit), output_field=YUAN)


def _has(row: AreaNorm, day: date) -> ExpressionWrapper:
    found = _people(day) if row.counted == PEOPLE else granted_fen(row.counted, day) * Value(CENT, output_field=YUAN)
    return ExpressionWrapper(found, output_field=YUAN)


def granted_fen(kind: str, day: date) -> Coalesce:
    """SQL of the fen granted to an area in the year, less what it gave on."""
    entries = FundEntry.objects.filter(
        line__area=OuterRef("pk"), line__kind=kind, line__year=day.year, kind__in=GIVEN, day__lte=day
    )
    sums = entries.order_by().values("line__area").annotate(sum=Sum("fen")).values("sum")
    return Coalesce(Subquery(sums, output_field=BigIntegerField()), 0)


def _people(day: date) -> Coalesce:
    """People who hold a post of work at an area or below it that day, each once; by the days of the post, whatever became of the account."""
    held = Post.objects.filter(Q(until=None) | Q(until__gt=day), since__lte=day, waits=False, kind__in=AT_WORK)
    counted = held.filter(**below_outer("area__")).order_by().annotate(one=Value(1)).values("one")
    numbers = counted.annotate(number=Count("holder", distinct=True)).values("number")
    return Coalesce(Subquery(numbers, output_field=BigIntegerField()), 0)


def _one_if(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())


def _whole(number) -> ExpressionWrapper:
    return ExpressionWrapper(number, output_field=IntegerField())
