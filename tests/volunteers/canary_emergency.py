"""An emergency of 东园社区, with one row of everything that hangs on it, for canaries.py."""

from datetime import timedelta

from orgtree.choices import PostKind
from orgtree.models import PartyOrg
from orgtree.people.services.people import appoint
from volunteers.models import (
    CallUp,
    CallUpRun,
    DutyPost,
    Emergency,
    EmergencyArea,
    EmergencyOrg,
    EmergencyPost,
    EmergencyRight,
    EmergencyStep,
    EmergencyTotals,
    Shift,
    ShiftPlace,
)


def plant_emergency(town, member, grid, staff, now, *, word) -> list:
    """An open emergency of 东园社区 with one row of everything that hangs on it."""
    emergency = Emergency.objects.create(
        number="YJ-2026-9999",
        title=f"{word}防汛",
        kind="flood",
        area=town.east,
        reason=word,
        state="open",
        planned_end=now.date() + timedelta(days=9),
        drafted_by=staff,
        drafted_at=now,
        opened_by=staff,
        opened_at=now,
    )
    part = EmergencyArea.objects.create(emergency=emergency, area=town.east)
    step = EmergencyStep.objects.create(emergency=emergency, text=word, by=staff)
    call_up = CallUp.objects.create(emergency=emergency, member=member, area=grid, invited_at=now, reason=word)
    run = CallUpRun.objects.create(emergency=emergency, area=town.east, places=[grid.pk], created_by=staff)
    times = {"starts_at": now + timedelta(hours=1), "ends_at": now + timedelta(hours=2)}
    shift = Shift.objects.create(
        emergency=emergency, area=grid, place=f"{word}地点", task=word, needed=2, created_by=staff, **times
    )
    place = ShiftPlace.objects.create(shift=shift, member=member, **times)
    temporary = PartyOrg.objects.create(name=f"{word}临时支部", kind="temporary", area=town.east)
    org = EmergencyOrg.objects.create(emergency=emergency, org=temporary, secretary=member.user, set_up_by=staff)
    duty = DutyPost.objects.create(
        area=grid, title=f"{word}先锋", post_class="other", kind="pioneer", duties=word, created_by=staff
    )
    post = EmergencyPost.objects.create(emergency=emergency, duty=duty, set_up_by=staff)
    lead = appoint(holder_id=staff.pk, kind=PostKind.EMERGENCY_LEAD, area=town.east, by=None)
    right = EmergencyRight.objects.create(emergency=emergency, post=lead, given_by=staff)
    totals = EmergencyTotals.objects.create(emergency=emergency, area=town.east, invited=1)
    return [emergency, part, step, call_up, run, shift, place, org, post, right, totals]
