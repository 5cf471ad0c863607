"""The end of an emergency: rights end, what was set up is dissolved, totals are frozen, names go.

Every step may be repeated; a closed emergency is not closed again.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from orgtree.acts import Doing, follow
from orgtree.files.erasing import forget_steps
from orgtree.models import ActStep, Area, Post
from orgtree.runs import stop_runs
from orgtree.scope.models.rows import inside
from orgtree.tree.services.lineage import forest_at
from volunteers.duties.choices import DutyState
from volunteers.emergencies.choices import AttendanceState, EmergencyState
from volunteers.emergencies.models.call_up import CallUp, CallUpRun
from volunteers.emergencies.models.emergency import (
    Emergency,
    EmergencyOrg,
    EmergencyPost,
    EmergencyRight,
    EmergencyTotals,
)
from volunteers.emergencies.models.shift import Shift, ShiftPlace
from volunteers.emergencies.rules import cut_short
from volunteers.emergencies.services import counts
from volunteers.emergencies.services.answers import call_up_acts
from volunteers.emergencies.services.hours import settle
from volunteers.emergencies.services.life import limits_today, note
from volunteers.emergencies.services.parts import dissolve_orgs, end_posts, end_rights
from volunteers.emergencies.services.shifts import shift_acts

BATCH = 2_000


@dataclass(frozen=True)
class Closing:
    """What closing now would end and remove."""

    rights: int
    orgs: int
    posts: int
    shifts: int
    names: int
    keeps_days: int


def closing_of(emergency: Emergency) -> Closing:
    """The numbers to look at before closing."""
    return Closing(
        rights=Post.objects.live().filter(emergency_right__emergency=emergency).count(),
        orgs=EmergencyOrg.objects.filter(emergency=emergency, org__dissolved_on=None).count(),
        posts=EmergencyPost.objects.filter(emergency=emergency, duty__state=DutyState.OPEN).count(),
        shifts=Shift.objects.standing().filter(emergency=emergency, ends_at__gt=timezone.now()).count(),
        names=CallUp.objects.filter(emergency=emergency, member__isnull=False).count(),
        keeps_days=limits_today().purge_days,
    )


def end_all(emergency: Emergency, doing: Doing) -> None:
    """Rights end, what was set up is dissolved, totals are frozen, names go when their day has come."""
    _end_shifts(emergency)
    end_rights(EmergencyRight.objects.filter(emergency=emergency))
    dissolve_orgs(emergency)
    end_posts(emergency)
    stop_runs(CallUpRun.objects.filter(emergency=emergency))
    freeze_totals(emergency)
    emergency.purge_on = timezone.localdate() + timedelta(days=limits_today().purge_days)
    note(emergency, "结束" if doing.by else "到期自动结束", by=doing.by)
    if emergency.purge_on <= timezone.localdate():
        _purge(emergency)


def _end_shifts(emergency: Emergency) -> None:
    """Shifts that run end with the last half hour gone by and are settled; those to come are called off."""
    now = timezone.localtime()
    for shift in Shift.objects.standing().select_for_update().filter(emergency=emergency, ends_at__gt=now):
        end = cut_short(timezone.localtime(shift.starts_at), timezone.localtime(shift.ends_at), now=now)
        if end is None:
            follow(shift_acts, "fall", [shift])
            continue
        shift.ends_at = end
        shift.places.update(ends_at=end)
        shift.save(update_fields=["ends_at"])
    settle(shift_ids=Shift.objects.standing().filter(emergency=emergency).values_list("pk", flat=True))
    # Marked as come to a shift that never ran: it counts no hours.
    ShiftPlace.objects.filter(shift__emergency=emergency, shift__cancelled_at__isnull=False).delete()


def freeze_totals(emergency: Emergency) -> None:
    """Write the totals of every area of the emergency in which anything counts, and of those above it up to the launching one."""
    own, forest = counts.own_counts(emergency), forest_at(timezone.now())
    folded: dict[int, dict] = {}
    for name in counts.FROZEN:
        values = {area: getattr(of, name) for area, of in own.items() if getattr(of, name)}
        for area, total in forest.fold_up(values).items():
            folded.setdefault(area, {})[name] = total
    inside_launch = set(Area.objects.filter(inside(emergency.area, "")).values_list("pk", flat=True))
    EmergencyTotals.objects.bulk_create(
        [
            EmergencyTotals(emergency=emergency, area_id=area, **values)
            for area, values in folded.items()
            if area in inside_launch
        ],
        batch_size=BATCH,
    )


# --- Names --------------------------------------------------------------------------------------------------------------


def _purge(emergency: Emergency) -> int:
    """Take the persons out of the lists; how many invitations lost their name. Rows, places and times stay for the figures."""
    rows = CallUp.objects.filter(emergency=emergency).filter(Q(member__isnull=False) | ~Q(reason=""))
    done = rows.update(member=None, reason="", answered_by=None)
    places = ShiftPlace.objects.filter(shift__emergency=emergency)
    places.exclude(state=AttendanceState.PRESENT).delete()
    places.update(member=None, problem="")
    _forget_steps(emergency)
    CallUpRun.objects.filter(emergency=emergency).update(skills=[], free_times=[], duties=[], last_member=0)
    emergency.purged_at = timezone.now()
    return done


def _forget_steps(emergency: Emergency) -> None:
    """Who answered, took a place or gave it up goes from the log of steps as from the lists."""
    called = CallUp.objects.filter(emergency=emergency).values("pk")
    shifts = Shift.objects.filter(emergency=emergency).values("pk")
    forget_steps(ActStep.objects.filter(noun=call_up_acts.noun, row_id__in=called))
    forget_steps(ActStep.objects.filter(noun=shift_acts.noun, row_id__in=shifts, act__in=("join", "leave")))


def purge_early(emergency: Emergency, doing: Doing) -> None:
    """Names go before their day; nothing is left to remove the second time."""
    if emergency.purged_at is None:
        note(emergency, "清除名单", by=doing.by)
        _purge(emergency)


# --- What beat starts ---------------------------------------------------------------------------------------------------


def purge_due() -> int:
    """Take the names out of closed emergencies whose day has come; how many emergencies."""
    due = Emergency.objects.filter(
        state=EmergencyState.CLOSED, purged_at__isnull=True, purge_on__lte=timezone.localdate()
    )
    return sum(_purge_one(pk) for pk in due.values_list("pk", flat=True))


@transaction.atomic
def _purge_one(pk: int) -> int:
    emergency = Emergency.objects.select_for_update(skip_locked=True).filter(pk=pk, purged_at__isnull=True).first()
    if emergency is None:
        return 0
    _purge(emergency)
    emergency.save(update_fields=["purged_at"])
    return 1
