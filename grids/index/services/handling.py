"""How the work of a month was done, by the area of the cases: in time, accepted in time, found good."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, F, Q

from grids.cases.choices import ClockKind
from grids.cases.models import Case, CaseClock, Report
from grids.index.rules import Share
from grids.index.services.points import bounds

SERVICES = Q(case__category__code__startswith="05") | Q(case__category__code__startswith="08")  # never enter
CONTENT = 4  # stars from which somebody is content


@dataclass
class Handled:
    """Counts that are added up from areas to those above: (of these, so many)."""

    on_time: list[int] = field(default_factory=lambda: [0, 0])
    accepted: list[int] = field(default_factory=lambda: [0, 0])
    satisfied: list[int] = field(default_factory=lambda: [0, 0])

    def add(self, other: "Handled") -> None:
        for name in ("on_time", "accepted", "satisfied"):
            mine, theirs = getattr(self, name), getattr(other, name)
            mine[0], mine[1] = mine[0] + theirs[0], mine[1] + theirs[1]

    def shares(self) -> tuple[Share, Share, Share]:
        return Share(*self.on_time), Share(*self.accepted), Share(*self.satisfied)


def handled_in(month: date, *, now: datetime) -> dict[int, Handled]:
    """{area of the cases: counts} of clocks that stopped in the month, or fell due in it and still run; of ratings of the month. Two queries."""
    first, end = bounds(month)
    found: dict[int, Handled] = defaultdict(Handled)
    ended = Q(stopped_at__gte=first, stopped_at__lt=end)
    runs = Q(stopped_at__isnull=True) | Q(stopped_at__gt=max(end, now))
    late = runs & Q(due_at__gte=first, due_at__lt=min(end, now))
    clocks = CaseClock.objects.filter(ended | late, leg=None, case__in=Case.objects.valid()).exclude(SERVICES)
    kinds = {ClockKind.HANDLE: "on_time", ClockKind.ACCEPT: "accepted"}
    kept = Count("pk", filter=Q(stopped_at__lte=F("due_at")))
    for area, kind, part, whole in (
        clocks.filter(kind__in=kinds).order_by().values_list("case__area", "kind").annotate(kept=kept, all=Count("pk"))
    ):
        getattr(found[area], kinds[kind])[:] = [part, whole]
    rated = Report.objects.filter(
        rated_at__gte=first, rated_at__lt=end, stars__isnull=False, case__in=Case.objects.valid()
    ).exclude(SERVICES)
    good = Count("pk", filter=Q(stars__gte=CONTENT))
    for area, part, whole in rated.order_by().values_list("case__area").annotate(good=good, all=Count("pk")):
        found[area].satisfied[:] = [part, whole]
    return found
