"""What communities need against what is shared with them, on any day: as the rows stood then, so that a past month reads as it was."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from cocon.needs.models import Claim, Need, Resource
from cocon.needs.rules import LIVE
from cocon.units.models import Matter, Pairing
from orgtree.choices import Permission as P
from orgtree.database.audit import as_it_stood
from orgtree.days.rules.periods import Period
from orgtree.models import Area
from orgtree.tree.rules.tree import RESIDENT_COMMITTEE_KINDS


@dataclass(frozen=True)
class Balance:
    """Of a community, or of one kind of matter: how many needs waited for a unit, and how many resources were shared."""

    about: Area | Matter
    needs: int
    resources: int

    @property
    def difference(self) -> int:
        """Below nothing: too few are shared."""
        return self.resources - self.needs


def last_day_of(month: Period) -> date:
    """The day on which the month is looked at: its last, or today while it runs."""
    return min(month.end - timedelta(days=1), timezone.localdate())


def _end_of(day: date) -> datetime:
    """The moment until which things count on the day; now while it runs."""
    return min(timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)), timezone.now())


def needs_waiting_on(day: date) -> QuerySet[Need]:
    """Needs that were published by the end of the day, not over, open to claims, and of which something was left: `then_…` is what
    they said that day (docs/decisions/0094).

    A claim took its part from when it was made until it was withdrawn, declined, stopped or lapsed, which is when it last moved.
    """
    moment = _end_of(day)
    taking = Claim.objects.filter(
        Q(state__in=LIVE) | Q(moved_at__gt=moment), need=OuterRef("pk"), claimed_at__lte=moment
    )
    taken = taking.order_by().values("need").annotate(sum=Sum("quantity")).values("sum")
    rows = Need.objects.filter(Q(ended_at=None) | Q(ended_at__gt=moment), published_at__lte=moment)
    rows = as_it_stood(rows, moment, "quantity", "matter_id", "until", "claim_by")
    open_then = Q(then_claim_by__gte=day) | Q(then_claim_by=None, then_until__gte=day)
    return rows.filter(open_then, then_quantity__gt=Coalesce(Subquery(taken), 0)).order_by()


def resources_shared_on(day: date) -> QuerySet[Resource]:
    """What stood on the shared list at the end of the day, by the last day that was told then."""
    moment = _end_of(day)
    rows = Resource.objects.filter(Q(ended_at=None) | Q(ended_at__gt=moment), entered_at__lte=moment)
    rows = as_it_stood(rows, moment, "matter_id", "until")
    return rows.filter(Q(then_until=None) | Q(then_until__gte=day)).order_by()


def resources_shared_with(community: Area, day: date) -> QuerySet[Resource]:
    """Those where the community is, and of the units paired with it that day."""
    units = Pairing.objects.in_force_on(day).filter(community=community).values("unit")
    rows = resources_shared_on(day).filter(Q(area=community) | Q(unit__in=units))
    return rows.select_related("unit", "area").order_by("then_matter_id", "pk")


def read_as_then(rows: Iterable[Need | Resource]) -> list[Need | Resource]:
    """The rows with the matter and the quantity that they had on the day for which they were asked. One query."""
    found = list(rows)
    matters = Matter.objects.in_bulk({row.then_matter_id for row in found})
    for row in found:
        row.matter = matters[row.then_matter_id]
        if isinstance(row, Need):
            row.quantity = row.then_quantity
    return found


def communities_of(user) -> QuerySet[Area]:
    """The communities whose shared matters the person runs."""
    return Area.objects.allowed(user, P.COCON_MANAGE).current().filter(kind__in=RESIDENT_COMMITTEE_KINDS)


class Ledger:
    """Needs and resources of these communities on a day, by matter. Four queries, however many there are.

    A community has what is shared where it is, and by the units that are paired with it that day; what a unit shares with
    several counts at each of them, and once for all of them together.
    """

    def __init__(self, communities: Sequence[Area], day: date):
        self.communities = communities
        ids = [area.pk for area in communities]
        self._needs = _counted(needs_waiting_on(day).filter(area__in=ids), "area")
        pairs = Pairing.objects.in_force_on(day).filter(community__in=ids).values_list("community", "unit")
        self._paired: dict[int, set[int]] = {}
        for community, unit in pairs:
            self._paired.setdefault(community, set()).add(unit)
        units = set().union(*self._paired.values())
        shared = resources_shared_on(day).filter(Q(area__in=ids) | Q(unit__in=units))
        self._matters: list[int] = []
        self._of: dict[tuple[str, int], set[int]] = {}
        for pk, area, unit, matter in shared.values_list("pk", "area", "unit", "then_matter_id"):
            self._matters.append(matter)
            for owner in (("area", area), ("unit", unit)):
                self._of.setdefault(owner, set()).add(pk)

    def _shared_with(self, community: int) -> int:
        """How many resources, each once: a paired unit may sit in the community."""
        paired = (self._of.get(("unit", unit), set()) for unit in self._paired.get(community, ()))
        return len(self._of.get(("area", community), set()).union(*paired))

    def by_community(self) -> list[Balance]:
        """In the order in which the communities came."""
        needs = Counter()
        for (area, _), number in self._needs.items():
            needs[area] += number
        return [Balance(area, needs[area.pk], self._shared_with(area.pk)) for area in self.communities]

    def by_matter(self) -> list[Balance]:
        """Of all of them together, where least is shared for what is needed first."""
        needs, shared = Counter(), Counter(self._matters)
        for (_, matter), number in self._needs.items():
            needs[matter] += number
        matters = Matter.objects.in_bulk(needs.keys() | shared.keys())
        rows = [Balance(matter, needs[pk], shared[pk]) for pk, matter in matters.items()]
        return sorted(rows, key=lambda row: (row.difference, row.about.position, row.about.code))


def _counted(rows: QuerySet, by: str) -> Counter:
    return Counter(rows.values_list(by, "then_matter_id"))
