"""Which units a need may be proposed to, and why: facts gathered in a few queries, judged by the rules."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from cocon.needs.choices import ClaimState, NeedReach
from cocon.needs.models import Claim, Need, Resource, UnitAsk
from cocon.needs.rules import OPEN, Fit, is_enough, order_fits, share_out, told_resource
from cocon.units.models import Pairing, UnitProfile
from orgtree.choices import AreaKind
from orgtree.models import Area, Institution
from orgtree.scope.models.rows import inside

LEVELS = {
    AreaKind.COMMUNITY: 0,
    AreaKind.VILLAGE: 0,
    AreaKind.STREET: 1,
    AreaKind.TOWN: 1,
    AreaKind.DISTRICT: 2,
}
ABOVE = {NeedReach.STREET: 1, NeedReach.DISTRICT: 2}


class Facts:
    """What is known of the units around some needs: seven queries, however many needs and units there are.

    The needs come with `area__parent__parent`.
    """

    def __init__(self, needs: Sequence[Need]) -> None:
        self.today = timezone.localdate()
        self._matters = {need.matter_id for need in needs}
        self._levels = {need.area_id: _levels(need.area) for need in needs}
        self._paired = defaultdict(set)
        pairings = Pairing.objects.in_force_on(self.today).filter(community__in=self._levels)
        for community, unit in pairings.values_list("community", "unit"):
            self._paired[community].add(unit)
        units = self._reached(needs)
        self._places = {pk: spot for pk, *spot in units.values_list("pk", "area__tree_id", "area__lft", "area__rght")}
        self._within: dict[int, list[int]] = {}
        self._steps: dict[int, dict[int, int]] = {}
        self._read(units.order_by().values("pk"), needs)

    def _reached(self, needs: Sequence[Need]) -> QuerySet[Institution]:
        """Units in being, paired with one of the communities or inside of one of the areas that the needs reach to."""
        nodes = {node.pk: node for need in needs if (node := self._reach_of(need))}
        reached = Q(pk__in=set().union(*self._paired.values()))
        for node in nodes.values():
            reached |= inside(node, "area")
        return Institution.objects.filter(reached, closed_on__isnull=True)

    def _read(self, units: QuerySet, needs: Sequence[Need]) -> None:
        """What the units have, are good at, did and have in hand, and which of the needs they took on already or asked for themselves."""
        self._resources = defaultdict(list)
        shared = Resource.objects.shared_on(self.today).filter(unit__in=units, matter__in=self._matters).order_by("pk")
        for unit, matter, *told in shared.values_list("unit", "matter", "kind", "title", "capacity", "hours", "until"):
            self._resources[unit, matter].append(told)
        good_at = UnitProfile.objects.filter(unit__in=units, matters__in=self._matters)
        self._good_at = set(good_at.order_by().values_list("unit", "matters"))
        of_units = Claim.objects.filter(unit__in=units).order_by()
        done = of_units.filter(state=ClaimState.ACCEPTED, need__matter__in=self._matters)
        self._earlier = {(unit, matter): number for unit, matter, number in _counted(done, "unit", "need__matter")}
        self._in_hand = Counter(dict(_counted(of_units.filter(state__in=OPEN), "unit")))
        self._taken = defaultdict(set)
        live = Claim.objects.live().filter(need__in=needs).order_by().values_list("need", "unit")
        asked = UnitAsk.objects.filter(need__in=needs).order_by().values_list("need", "unit")
        for need, unit in live.union(asked):
            self._taken[need].add(unit)

    def fits_of(self, need: Need) -> Iterator[Fit]:
        """Every unit that may take on the need and has not, in no order."""
        paired, steps = self._paired[need.area_id], self._steps_to(need.area_id)
        node = self._reach_of(need)
        reached = (paired & self._places.keys()).union(self._inside(node) if node else ())
        for unit in reached - self._taken[need.pk]:
            yield Fit(
                unit,
                unit in paired,
                self._enough(unit, need) if (unit, need.matter_id) in self._resources else (),
                (unit, need.matter_id) in self._good_at,
                steps.get(unit, 3),
                self._earlier.get((unit, need.matter_id), 0),
                self._in_hand[unit],
            )

    def _enough(self, unit: int, need: Need) -> tuple[str, ...]:
        day = max(need.since or self.today, self.today)
        return tuple(
            told_resource(kind, title, capacity, hours)
            for kind, title, capacity, hours, until in self._resources[unit, need.matter_id]
            if is_enough(kind, capacity, until, people=need.people, quantity=need.quantity, day=day)
        )

    def _reach_of(self, need: Need) -> Area | None:
        """The area whose units the need reaches; None where it reaches paired ones alone."""
        return self._levels[need.area_id].get(ABOVE.get(need.reach, -1))

    def _inside(self, node: Area) -> list[int]:
        if node.pk not in self._within:
            tree, left, right = node.tree_id, node.lft, node.rght
            self._within[node.pk] = [
                unit
                for unit, (its_tree, its_left, its_right) in self._places.items()
                if its_tree == tree and left <= its_left and its_right <= right
            ]
        return self._within[node.pk]

    def _steps_to(self, community: int) -> dict[int, int]:
        """At which level each unit meets the community; those that meet it nowhere below are not in it."""
        if community not in self._steps:
            found = self._steps[community] = {}
            for level, node in sorted(self._levels[community].items(), reverse=True):
                found.update(dict.fromkeys(self._inside(node), level))
        return self._steps[community]


def _levels(area: Area) -> dict[int, Area]:
    """The community, its street and its district, by level."""
    found, node = {}, area
    while node is not None and len(found) < len(LEVELS):
        if node.kind in LEVELS:
            found[LEVELS[node.kind]] = node
        node = None if node.kind == AreaKind.DISTRICT else node.parent
    return found


def _counted(claims: QuerySet, *by: str) -> Iterable[tuple]:
    return claims.values_list(*by).annotate(number=Count("pk"))


WITH_AREAS = ("area__parent__parent", "matter")


def fits_of(need: Need, most: int | None = None) -> list[Fit]:
    """The units that may take on the need, the best first; no more than `most`."""
    return order_fits(Facts([need]).fits_of(need), most)


def match_list(needs: QuerySet[Need], most: int) -> list[tuple[Need, Fit | None]]:
    """Each need of the list with the unit proposed for it: in their order, no unit more than `most` times."""
    rows = list(needs.select_related(*WITH_AREAS))
    facts = Facts(rows)
    return share_out(((need, facts.fits_of(need)) for need in rows), most)


def units_reached(needs: QuerySet[Need]) -> set[int]:
    """Ids of the units in being that may take on one of the needs and have not."""
    rows = list(needs.open_now().select_related(*WITH_AREAS))
    facts = Facts(rows)
    return {fit.unit for need in rows for fit in facts.fits_of(need)}
