"""Shifts: planned, filled under their quota, rolled by whoever leads them, settled into service records."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from orgtree.acts.outcome import Outcome
from orgtree.choices import Permission as P
from orgtree.database.constraints import constraints_as_rules
from orgtree.database.validation import check_valid
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area
from orgtree.places import Capacity
from orgtree.scope.models.rows import inside
from orgtree.tree.rules.tree import RESIDENT_COMMITTEE_KINDS
from volunteers.emergencies.choices import AttendanceState, CallUpState, EmergencyState
from volunteers.emergencies.models.call_up import CallUp
from volunteers.emergencies.models.shift import Shift, ShiftPlace
from volunteers.emergencies.rules import check_shift
from volunteers.emergencies.services.life import area_within, hold_open
from volunteers.members.models.member import Member

ROLL_OPENS = timedelta(minutes=30)
HOLDING = [AttendanceState.PLANNED, AttendanceState.PRESENT]
SHIFT_PLACES = Capacity(Shift, "needed", taking=lambda pk: ShiftPlace.objects.filter(shift=pk, state__in=HOLDING))


@transaction.atomic
def plan_shift(
    *, emergency_id: int, area: Area, place: str, task: str, starts_at: datetime, ends_at: datetime, needed: int, by
) -> Shift:
    """The new shift. Raises RuleBroken at the wrong field."""
    emergency = hold_open(emergency_id)
    where = area_within(emergency, area, P.EMERGENCY_RUN, by)
    local = (timezone.localtime(starts_at), timezone.localtime(ends_at))
    check_shift(*local, needed=needed, planned_end=emergency.planned_end)
    shift = Shift(
        emergency=emergency,
        area=where,
        place=place.strip(),
        task=task.strip(),
        starts_at=starts_at,
        ends_at=ends_at,
        needed=needed,
        created_by=by,
    )
    check_valid(shift)
    shift.save()
    return shift


@transaction.atomic
def cancel_shift(*, shift_id: int, by) -> Shift:
    """The shift, called off; only while nobody has been rolled."""
    shift = _locked(shift_id, by)
    if shift.places.exclude(state=AttendanceState.PLANNED).exists():
        raise RuleBroken("shift_rolled", "已经点名的班次不能取消", conflict=True)
    shift.places.all().delete()
    shift.cancelled_at = timezone.now()
    shift.save(update_fields=["cancelled_at"])
    return shift


# --- Who is on it -------------------------------------------------------------------------------------------------------


@transaction.atomic
def assign(*, shift_id: int, member_ids: Collection[int], by) -> Outcome:
    """Put called-up members on the shift, as many as it needs; the outcome names those who could not be."""
    shift = _locked(shift_id, by)
    _check_not_over(shift)
    listed = CallUp.objects.listed(by, P.EMERGENCY_RUN).filter(emergency=shift.emergency_id, member__in=member_ids)
    outcome = Outcome()
    outcome.done = len(_fill(shift, listed, outcome))
    outcome.refuse_missing(len(set(member_ids)), outcome.done + len(outcome.refused))
    return outcome


@transaction.atomic
def join_shift(*, shift_id: int, by) -> ShiftPlace:
    """The member's own place on a shift of an emergency that called them; the same one when asked again. Raises RuleBroken."""
    shift = Shift.objects.standing().filter(pk=shift_id, emergency__call_ups__member__user=by.pk).first()
    if shift is None:
        raise not_found("班次")
    hold_open(shift.emergency_id)
    shift = Shift.objects.select_for_update(of=("self",)).select_related("emergency").get(pk=shift_id)
    if mine := shift.places.filter(member__user=by.pk).first():
        return mine
    _check_not_over(shift)
    outcome = Outcome()
    placed = _fill(shift, CallUp.objects.filter(emergency=shift.emergency_id, member__user=by.pk), outcome)
    outcome.raise_first()
    return placed[0]


@transaction.atomic
def leave_shift(*, shift_id: int, member_id: int, by) -> None:
    """Give a place up that has not been rolled: the member their own, or the desk for them."""
    place = ShiftPlace.objects.select_related("shift", "member").filter(shift=shift_id, member=member_id).first()
    own = place is not None and place.member.user_id == by.pk
    reach = Shift.objects.allowed(by, P.EMERGENCY_RUN).filter(pk=shift_id)
    if place is None or not (own or reach.exists()):
        raise not_found("班次")
    gone, _ = ShiftPlace.objects.filter(pk=place.pk, state=AttendanceState.PLANNED).delete()
    if not gone:
        raise RuleBroken("shift_rolled", "已经点名，不能再退出", conflict=True)


def _fill(shift: Shift, listed, outcome: Outcome) -> list[ShiftPlace]:
    """The new places, in the order of the members' ids. The shift is locked: nobody else is counting its places."""
    called = {
        call_up.member_id: call_up.state for call_up in listed.filter(member__isnull=False).only("member_id", "state")
    }
    members = lock_in_order(called)
    taken = set(shift.places.filter(member__in=called).values_list("member_id", flat=True))
    busy = _busy(shift, called)
    left = SHIFT_PLACES.room(shift.pk).left
    fit = []
    for member in members.values():
        refusal = _refusal(member.pk, called[member.pk], taken, busy, left - len(fit))
        if refusal:
            outcome.refuse(member, refusal)
        else:
            fit.append(ShiftPlace(shift=shift, member=member, starts_at=shift.starts_at, ends_at=shift.ends_at))
    with constraints_as_rules():
        return ShiftPlace.objects.bulk_create(fit)


def lock_in_order(member_ids: Collection[int]) -> dict[int, Member]:
    """The members by id, locked in the order of their ids, so that two shifts of one person are checked in turn."""
    rows = Member.objects.filter(pk__in=list(member_ids)).select_for_update(of=("self",), no_key=True)
    return {member.pk: member for member in rows.select_related("area").order_by("pk")}


def _busy(shift: Shift, member_ids: Collection[int]) -> set[int]:
    """Those who are on another shift at that time."""
    others = ShiftPlace.objects.filter(
        member__in=list(member_ids), state__in=HOLDING, starts_at__lt=shift.ends_at, ends_at__gt=shift.starts_at
    )
    return set(others.exclude(shift=shift).values_list("member_id", flat=True))


def _refusal(member_id: int, answer: str, taken: set[int], busy: set[int], left: int) -> str:
    if member_id in taken:
        return "已在这一班"
    if answer == CallUpState.DECLINED:
        return "本人回复不能参加"
    if member_id in busy:
        return "同一时间已排了另一班"
    return "" if left > 0 else "这一班人数已满"


# --- The roll -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def roll(*, shift_id: int, present: Collection[int], by) -> Shift:
    """Note who came (ids of places); the others did not. May be taken again until it is settled; hours follow once it is over."""
    shift, now = _locked(shift_id, by), timezone.now()
    if now < shift.starts_at - ROLL_OPENS:
        raise RuleBroken("roll_early", "开班前30分钟起可以点名", conflict=True)
    came = set(present)
    places = list(shift.places.select_for_update().filter(settled_at=None, member__isnull=False).order_by("pk"))
    for place in places:
        state = AttendanceState.PRESENT if place.pk in came else AttendanceState.ABSENT
        if state != place.state:
            place.state, place.rolled_at, place.rolled_by = state, now, by
    with constraints_as_rules():
        ShiftPlace.objects.bulk_update(places, ["state", "rolled_at", "rolled_by"])
    _note_service(shift, places)
    return shift


def _note_service(shift: Shift, places: Sequence[ShiftPlace]) -> None:
    """Coming is an answer: who came counts as called up and able, whatever they had said before."""
    here = [place.member_id for place in places if place.state == AttendanceState.PRESENT]
    away = [place.member_id for place in places if place.state == AttendanceState.ABSENT]
    called = CallUp.objects.filter(emergency=shift.emergency_id)
    called.filter(member__in=here).exclude(state=CallUpState.ACCEPTED).update(
        state=CallUpState.ACCEPTED, answered_at=shift.starts_at, channel="roll", answered_by=None
    )
    called.filter(member__in=here, served_at__isnull=True).update(served_at=shift.starts_at)
    elsewhere = ShiftPlace.objects.present().filter(shift__emergency=shift.emergency_id, member__in=away)
    called.filter(member__in=away).exclude(member__in=elsewhere.values("member")).update(served_at=None)


def _check_not_over(shift: Shift) -> None:
    if shift.is_over:
        raise RuleBroken("shift_over", "这一班已经结束", conflict=True)


def _locked(shift_id: int, by) -> Shift:
    """The shift, locked, within reach, of an emergency that stays open until the transaction ends; raises RuleBroken."""
    reach = Shift.objects.standing().allowed(by, P.EMERGENCY_RUN).filter(pk=shift_id)
    shift = reach.first()
    if shift is None:
        raise not_found("班次")
    hold_open(shift.emergency_id)
    shift = reach.select_for_update(of=("self",)).select_related("emergency", "area").first()
    if shift is None:
        raise not_found("班次")
    return shift


def shifts_to_join(member: Member) -> QuerySet[Shift]:
    """Shifts to come with `left` places, of emergencies that the member said yes to, in their community or the areas above it."""
    willing = CallUp.objects.filter(member=member, emergency__state=EmergencyState.OPEN, state=CallUpState.ACCEPTED)
    above = list(member.area.get_ancestors(include_self=True))
    home = next((area for area in above if area.kind in RESIDENT_COMMITTEE_KINDS), member.area)
    near = Q(area__in=above) | inside(home, "area")
    rows = Shift.objects.standing().filter(near, emergency__in=willing.values("emergency"), ends_at__gt=timezone.now())
    rows = rows.exclude(places__member=member).select_related("area__parent__parent")
    taken = Count("places", filter=Q(places__state__in=HOLDING))
    return rows.annotate(left=F("needed") - taken).filter(left__gt=0).order_by("starts_at", "pk")
