"""Shifts: planned, filled under their quota, rolled by whoever leads them, settled into service records."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from orgtree.acts import Act, Acts, Doing, Noted, declare_acts, note_first, note_steps
from orgtree.acts.outcome import Outcome
from orgtree.choices import Permission as P
from orgtree.database.constraints import constraints_as_rules
from orgtree.database.validation import check_valid
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area
from orgtree.places import Capacity
from orgtree.scope.models.rows import inside
from orgtree.tree.rules.tree import RESIDENT_COMMITTEE_KINDS
from volunteers.emergencies.choices import AttendanceState, CallUpState, EmergencyState, ShiftState
from volunteers.emergencies.models.call_up import CallUp
from volunteers.emergencies.models.shift import Shift, ShiftPlace
from volunteers.emergencies.rules import check_shift
from volunteers.emergencies.services.answers import call_up_acts
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
    note_first(shift_acts, "plan", shift, by=by)
    return shift


# --- The acts -----------------------------------------------------------------------------------------------------------


def _hold_emergencies(doing: Doing, ids: Sequence[int]) -> None:
    """None of them may end before the act has."""
    for pk in Shift.objects.filter(pk__in=ids).order_by("emergency").values_list("emergency", flat=True).distinct():
        hold_open(pk)


def _rolled(shifts: list[Shift], doing: Doing) -> dict[int, RuleBroken]:
    broken = RuleBroken("shift_rolled", "已经点名的班次不能取消", conflict=True)
    called = ShiftPlace.objects.filter(shift__in=shifts).exclude(state=AttendanceState.PLANNED)
    return dict.fromkeys(called.values_list("shift", flat=True), broken)


def _call_off(shift: Shift, doing: Doing) -> None:
    shift.places.all().delete()
    shift.cancelled_at = doing.at


def _never_held(shift: Shift, doing: Doing) -> None:
    shift.cancelled_at = doing.at


def _note(shift: Shift, act: str, by) -> None:
    """A step that leaves the shift as it is. It says who acted, and of whom only as long as the names are kept."""
    note_steps(shift_acts, [Noted(shift, act, shift.state, shift.state, by, timezone.now())])


STANDING = frozenset({ShiftState.STANDING})
RUNNER = {
    "own": True,
    "reach": lambda user: Shift.objects.allowed(user, P.EMERGENCY_RUN),
    "doer": P.EMERGENCY_RUN.label,
}
# Source: docs/rules.md, "Emergencies". Places are the shift's own matter: its log says who took, gave and called them.
shift_acts = declare_acts(
    Acts(
        Shift,
        loads=("emergency", "area"),
        called="班次",
        derived=tuple(ShiftState.choices),
        acts=(
            Act("plan", "安排班次", "安排", frozenset(), None, leads=ShiftState.STANDING.label, by_form=True, **RUNNER),
            Act("assign", "排人", "排人", STANDING, None, by_form=True, **RUNNER),
            Act("join", "排入班次", "排入", STANDING, None, own=True, reach=Shift.objects.joined_by, by_form=True),
            Act("leave", "退出班次", "退出", STANDING, None, own=True, reach=Shift.objects.joined_by, by_form=True),
            Act("let_go", "移出班次", "移出", STANDING, None, by_form=True, **RUNNER),
            Act("roll", "班次点名", "点名", STANDING, None, by_form=True, **RUNNER),
            Act(
                "cancel",
                "取消班次",
                "取消",
                STANDING,
                None,
                leads=ShiftState.CANCELLED.label,
                **RUNNER,
                first=_hold_emergencies,
                refuse=_rolled,
                run=_call_off,
                done="班次已取消。",
            ),
            # The emergency ended before it began.
            Act("fall", "随动员结束取消", "取消", STANDING, None, leads=ShiftState.CANCELLED.label, run=_never_held),
        ),
    )
)


# --- Who is on it -------------------------------------------------------------------------------------------------------


@transaction.atomic
def assign(*, shift_id: int, member_ids: Collection[int], by) -> Outcome:
    """Put called-up members on the shift, as many as it needs; the outcome names those who could not be."""
    shift = _locked(shift_id, by)
    _check_not_over(shift)
    listed = CallUp.objects.listed(by, P.EMERGENCY_RUN).filter(emergency=shift.emergency_id, member__in=member_ids)
    outcome = Outcome()
    outcome.done = len(_fill(shift, listed, outcome))
    if outcome.done:
        _note(shift, "assign", by)
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
    _note(shift, "join", by)
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
    _note(place.shift, "leave" if own else "let_go", by)


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
    states = [AttendanceState.PRESENT if place.pk in came else AttendanceState.ABSENT for place in places]
    changed = [(place, state) for place, state in zip(places, states, strict=True) if state != place.state]
    for place, state in changed:
        place.state, place.rolled_at, place.rolled_by = state, now, by
    if changed:
        with constraints_as_rules():
            ShiftPlace.objects.bulk_update(places, ["state", "rolled_at", "rolled_by"])
        _note(shift, "roll", by)
        _note_service(shift, places)
    return shift


def _note_service(shift: Shift, places: Sequence[ShiftPlace]) -> None:
    """Coming is an answer: who came counts as called up and able, whatever they had said before."""
    here = [place.member_id for place in places if place.state == AttendanceState.PRESENT]
    away = [place.member_id for place in places if place.state == AttendanceState.ABSENT]
    called = CallUp.objects.filter(emergency=shift.emergency_id)
    others, now = called.filter(member__in=here).exclude(state=CallUpState.ACCEPTED), timezone.now()
    note_steps(call_up_acts, [Noted(row, "come", row.state, CallUpState.ACCEPTED, None, now) for row in others])
    others.update(state=CallUpState.ACCEPTED, answered_at=shift.starts_at, channel="roll", answered_by=None)
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
