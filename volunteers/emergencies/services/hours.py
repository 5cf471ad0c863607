"""Hours of an emergency: what the roll says becomes service records, once; the street confirms them (docs/rules.md)."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from orgtree.acts import Noted, note_steps
from orgtree.acts.outcome import Outcome
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from volunteers.emergencies.models.emergency import Emergency
from volunteers.emergencies.models.shift import ShiftPlace
from volunteers.emergencies.services.shifts import lock_in_order
from volunteers.service.choices import ServiceOrigin, ServiceState
from volunteers.service.models.service import ServiceKind, ServiceRecord
from volunteers.service.services.service_entry import ServiceRow, judge_rows, records_of, save_records
from volunteers.service.services.service_records import confirm_services, service_acts

KIND = "S03"
BATCH = 500


@transaction.atomic
def settle(*, shift_ids: Iterable[int]) -> int:
    """How many service records were made: of those present on shifts that are over. Safe to run twice.

    The record is entered in the name of whoever took the roll, and owned by the area where the member belongs. Whom the rules
    refuse (another service at that time, a full day) keeps the reason on the roll.
    """
    now = timezone.now()
    due = ShiftPlace.objects.to_settle(now).filter(shift__in=list(shift_ids))
    places = list(due.select_for_update(of=("self",)).select_related("shift__emergency", "rolled_by").order_by("pk"))
    if not places:
        return 0
    made = _records(places)
    save_records([record for _, record in made])
    note_steps(service_acts, [Noted(record, "roll", "", record.state, record.entered_by, now) for _, record in made])
    for place, record in made:
        place.record, place.problem = record, ""
    for place in places:
        place.settled_at = now
    ShiftPlace.objects.bulk_update(places, ["record", "problem", "settled_at"], batch_size=BATCH)
    return len(made)


def _records(places: Sequence[ShiftPlace]) -> list[tuple[ShiftPlace, ServiceRecord]]:
    """(place, unsaved record) of each place that the rules let through; the others get their `problem`."""
    kind = ServiceKind.objects.get(code=KIND)
    members = lock_in_order({place.member_id for place in places})
    rows = [_row(place, kind) for place in places]
    fit = []
    for place, (row, _, area) in zip(places, judge_rows(rows, members, timezone.localtime()), strict=True):
        if isinstance(area, RuleBroken):
            place.problem = area.message[:200]
        else:
            fit.append((place, row))
    records = records_of([row for _, row in fit], members, by=places[0].rolled_by)
    for (place, _), record in zip(fit, records, strict=True):
        record.entered_by = place.rolled_by
    return [(place, record) for (place, _), record in zip(fit, records, strict=True)]


def _row(place: ShiftPlace, kind: ServiceKind) -> ServiceRow:
    shift = place.shift
    return ServiceRow(
        member_id=place.member_id,
        kind=kind,
        started_at=shift.starts_at,
        ended_at=shift.ends_at,
        note=f"应急动员{shift.emergency.number}：{shift.task}（{shift.place}）",
        origin=ServiceOrigin.CALL_UP,
    )


def settle_ended_shifts() -> int:
    """Settle what is over, shift by shift; how many records were made."""
    due = ShiftPlace.objects.to_settle(timezone.now())
    shifts = set(due.values_list("shift", flat=True))
    return sum(settle(shift_ids=[shift]) for shift in sorted(shifts))


def waiting_hours(emergency: Emergency, user):
    """The emergency's records that wait for `user`: those of the street and up, who confirm services there."""
    records = ServiceRecord.objects.allowed(user, P.SERVICE_CONFIRM).allowed(user, P.EMERGENCY_OPEN)
    return records.filter(state=ServiceState.SUBMITTED, shift_place__shift__emergency=emergency)


def confirm_hours(*, emergency_id: int, by) -> Outcome:
    """Confirm the waiting hours of the emergency, the first BATCH of them; nobody confirms what they rolled themselves."""
    emergency = Emergency.objects.concerning(by, P.EMERGENCY_OPEN).filter(pk=emergency_id).first()
    if emergency is None:
        raise not_found("应急动员")
    waiting = waiting_hours(emergency, by).filter(~Q(entered_by=by.pk) & ~Q(member__user=by.pk))
    return confirm_services(record_ids=list(waiting.order_by("pk").values_list("pk", flat=True)[:BATCH]), by=by)
