"""Head-counts: a handful of statements, however many people are called up."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.utils import timezone

from orgtree.models import Area
from orgtree.scope.models.rows import inside
from volunteers.duties.choices import DutyKind
from volunteers.emergencies.choices import AttendanceState, CallUpState
from volunteers.emergencies.models.call_up import CallUp
from volunteers.emergencies.models.emergency import Emergency, EmergencyOrg, EmergencyPost, EmergencyTotals
from volunteers.emergencies.models.shift import Shift, ShiftPlace
from volunteers.teams.models import ServiceTeam, TeamMember

HOUR = Decimal(3600)
ACCEPTED, DECLINED, UNANSWERED = (
    Q(state=state) for state in (CallUpState.ACCEPTED, CallUpState.DECLINED, CallUpState.INVITED)
)
SERVED = Q(served_at__isnull=False)
LENGTHS = Sum(ExpressionWrapper(F("ends_at") - F("starts_at"), output_field=DurationField()))
LIVE = {"on_shift"}  # what has no meaning once it is over


@dataclass
class Counts:
    """What an emergency came to so far in one area and everything below it; hours as rolled, not yet confirmed."""

    invited: int = 0
    accepted: int = 0
    declined: int = 0
    served: int = 0
    on_shift: int = 0
    hours: Decimal = Decimal(0)
    teams: int = 0
    orgs: int = 0
    pioneer_posts: int = 0
    responsibility_areas: int = 0

    @property
    def unanswered(self) -> int:
        return self.invited - self.accepted - self.declined

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(**{name: value + getattr(other, name) for name, value in asdict(self).items()})


def head_counts(emergency: Emergency, area: Area) -> tuple[Counts, list[tuple[Area, Counts]]]:
    """(the counts of `area`, those of each area below it where anything counts).

    While the emergency runs they are counted now; once it has ended they are what was frozen then.
    """
    below = list(area.get_children().order_by("position", "code"))
    if emergency.is_closed:
        return _frozen(emergency, area, below)
    found = _counted(emergency, area, below)
    total = sum(found.values(), Counts())
    return total, [(child, found[child.pk]) for child in below if child.pk in found]


def _counted(emergency: Emergency, area: Area, below: Sequence[Area]) -> dict[int, Counts]:
    """The counts by child of `area`; what `area` owns itself stands under its own id."""
    counts: dict[int, Counts] = defaultdict(Counts)
    for rows, lookup, amounts in _sources(emergency):
        grouped = rows.filter(inside(area, lookup)).order_by()
        if below:
            grouped = grouped.annotate(branch=_branch(below, lookup))
        else:
            grouped = grouped.annotate(branch=Value(None, output_field=BigIntegerField()))
        for line in grouped.values("branch").annotate(**amounts):
            of = counts[line.pop("branch") or area.pk]
            for name, value in line.items():
                setattr(of, name, hours_in(value) if name == "hours" else value)
    return counts


def _branch(below: Sequence[Area], lookup: str) -> Case:
    """Which of the areas `below` a row lies in; None for none of them."""
    return Case(
        *(When(inside(child, lookup), then=Value(child.pk)) for child in below),
        default=None,
        output_field=BigIntegerField(),
    )


def _sources(emergency: Emergency):
    """(rows, the way to their area, what to count in them), one statement each."""
    yield (
        find_call_ups(emergency),
        "area",
        {
            "invited": Count("pk"),
            "accepted": Count("pk", filter=ACCEPTED),
            "declined": Count("pk", filter=DECLINED),
            "served": Count("pk", filter=SERVED),
        },
    )
    yield (
        present(emergency),
        "shift__area",
        {"on_shift": Count("pk", filter=running_at(timezone.now())), "hours": LENGTHS},
    )
    yield teams_of(emergency), "area", {"teams": Count("pk")}
    yield EmergencyOrg.objects.filter(emergency=emergency), "org__area", {"orgs": Count("pk")}
    yield (
        EmergencyPost.objects.filter(emergency=emergency),
        "duty__area",
        {
            "pioneer_posts": Count("pk", filter=Q(duty__kind=DutyKind.PIONEER)),
            "responsibility_areas": Count("pk", filter=Q(duty__kind=DutyKind.RESPONSIBILITY)),
        },
    )


def find_call_ups(emergency: Emergency) -> QuerySet[CallUp]:
    return CallUp.objects.filter(emergency=emergency)


def present(emergency: Emergency) -> QuerySet[ShiftPlace]:
    """Whoever came to a shift, once for each shift."""
    return ShiftPlace.objects.present().filter(shift__emergency=emergency)


def running_at(moment: datetime) -> Q:
    """The condition that a place's shift has begun and is not over."""
    return Q(starts_at__lte=moment, ends_at__gt=moment)


def teams_of(emergency: Emergency) -> QuerySet[ServiceTeam]:
    """The teams in being of which somebody who serves there accepted; each counts once, where the team belongs."""
    accepted = find_call_ups(emergency).filter(ACCEPTED, member__isnull=False)
    places = TeamMember.objects.serving().filter(team=OuterRef("pk"), member__in=accepted.values("member"))
    return ServiceTeam.objects.current().filter(Exists(places))


def hours_in(length: timedelta | None) -> Decimal:
    """A sum of lengths in hours, to a tenth."""
    return (Decimal(length.total_seconds()) / HOUR).quantize(Decimal("0.1")) if length else Decimal(0)


def own_counts(emergency: Emergency) -> dict[int, Counts]:
    """What each area owns itself, by area id: the numbers that are folded and frozen."""
    counts: dict[int, Counts] = defaultdict(Counts)
    for rows, lookup, amounts in _sources(emergency):
        for line in rows.order_by().values(branch=F(lookup)).annotate(**amounts):
            of = counts[line.pop("branch")]
            for name, value in line.items():
                setattr(of, name, hours_in(value) if name == "hours" else value)
    return counts


FROZEN = [field.name for field in fields(Counts) if field.name not in LIVE]


def _frozen(emergency: Emergency, area: Area, below: Sequence[Area]) -> tuple[Counts, list[tuple[Area, Counts]]]:
    rows = EmergencyTotals.objects.filter(emergency=emergency, area__in=[area, *below])
    stored = {row.area_id: Counts(**{name: getattr(row, name) for name in FROZEN}) for row in rows}
    return stored.get(area.pk, Counts()), [(child, stored[child.pk]) for child in below if child.pk in stored]


def shifts_with_places(emergency: Emergency, user, permission: str):
    """The standing shifts within the viewer's reach, with how many places are taken and how many came. One statement."""
    rows = (
        Shift.objects.standing()
        .allowed(user, permission)
        .filter(emergency=emergency)
        .select_related("area__parent__parent")
    )
    return rows.annotate(
        taken=Count("places", filter=~Q(places__state=AttendanceState.ABSENT)),
        came=Count("places", filter=Q(places__state=AttendanceState.PRESENT)),
    ).order_by("starts_at", "pk")
