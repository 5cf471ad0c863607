"""What areas have of a norm that is kept as a row, and should have: money granted in the year, or people at work."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet, Sum

from cocon.projects.choices import EntryKind, NormAt, NormPer
from cocon.projects.models import AreaNorm, FundEntry
from cocon.projects.models.area_norms import PEOPLE
from orgtree.choices import AreaKind, PostKind
from orgtree.models import Area, Post
from orgtree.owned.services.owned import OwnedBook
from orgtree.text.rules.money import yuan_of
from orgtree.tree.rules.tree import RESIDENT_COMMITTEE_KINDS

KINDS = {NormAt.COMMUNITY: RESIDENT_COMMITTEE_KINDS, NormAt.STREET: {AreaKind.STREET, AreaKind.TOWN}}
AT_WORK = (
    PostKind.STREET_COMMITTEE,
    PostKind.COMMUNITY_SECRETARY,
    PostKind.POINTS_CLERK,
    PostKind.GRID_WORKER,
)
COUNTED_BY = {NormPer.HOUSEHOLDS: ("households", 1_000), NormPer.RESIDENTS: ("residents", 10_000)}


@dataclass(frozen=True)
class Standing:
    """An area against a norm."""

    area: Area
    has: Decimal
    should: Decimal

    @property
    def lacks(self) -> Decimal:
        return max(self.should - self.has, Decimal(0))


def compliance_of(norm: AreaNorm, areas: QuerySet[Area], day: date) -> list[Standing]:
    """Those of the areas for which this very row holds on the day. Four queries, however many there are."""
    book = OwnedBook(AreaNorm.objects.select_related("area"))
    found = list(areas.open_on(day).filter(kind__in=KINDS[norm.at]).select_related("parent"))
    found = [area for area in found if (held := book.in_force(norm.key, day, area)) and held.pk == norm.pk]
    has = _people(found, day) if norm.counted == PEOPLE else _granted(norm.counted, found, day)
    heads = _heads(norm.per, found)
    return [Standing(area, Decimal(has[area.pk]), norm.number * heads[area.pk]) for area in found]


def _granted(kind: str, areas: Sequence[Area], day: date) -> dict[int, Decimal]:
    """Yuan granted to each in the year, less what it gave on."""
    entries = FundEntry.objects.filter(line__area__in=areas, line__kind=kind, line__year=day.year, day__lte=day)
    entries = entries.filter(kind__in=(EntryKind.BUDGET, EntryKind.ALLOT)).order_by()
    sums = dict(entries.values_list("line__area").annotate(sum=Sum("fen")))
    return {area.pk: yuan_of(sums.get(area.pk, 0)) for area in areas}


def _people(areas: Sequence[Area], day: date) -> Counter:
    """People who hold a post of work at each or below it that day, each once."""
    posts = Post.objects.live(day).filter(kind__in=AT_WORK, area__tree_id__in={area.tree_id for area in areas})
    seats = set(posts.values_list("holder", "area__tree_id", "area__lft"))
    inside = {area.pk: {who for who, tree, left in seats if _holds(area, tree, left)} for area in areas}
    return Counter({pk: len(people) for pk, people in inside.items()})


def _heads(per: str, areas: Sequence[Area]) -> dict[int, Decimal]:
    """For how many of what the norm is given: one, or thousands of households, of the lowest areas inside."""
    if per not in COUNTED_BY:
        return {area.pk: Decimal(1) for area in areas}
    column, unit = COUNTED_BY[per]
    leaves = Area.objects.filter(tree_id__in={area.tree_id for area in areas}, children=None)
    rows = list(leaves.exclude(**{column: None}).order_by().values_list("tree_id", "lft", column))
    return {
        area.pk: Decimal(sum(number for tree, left, number in rows if _holds(area, tree, left))) / unit
        for area in areas
    }


def _holds(area: Area, tree: int, left: int) -> bool:
    return area.tree_id == tree and area.lft <= left <= area.rght
