"""Activities: their steps, who counts for a place, when one may sign up or leave, and hours from the roll.

Sources: docs/rules.md, "Activities". Attendance is per session; hours are actual hours without travel [V4].
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from orgtree.errors import RuleBroken
from orgtree.text.rules.numbers import plain
from volunteers.activities.choices import SignUpState
from volunteers.members.choices.people import ActivityCategory
from volunteers.service.rules.service import STEP_MINUTES, Span

LABELS = dict(SignUpState.choices)
TAKING = frozenset({SignUpState.SIGNED_UP, SignUpState.ATTENDED, SignUpState.ABSENT})  # fill a place
LIVE = frozenset(
    {SignUpState.SIGNED_UP, SignUpState.WAITING, SignUpState.ATTENDED}
)  # a person can be in one place at a time
MARKS = frozenset({SignUpState.ATTENDED, SignUpState.ABSENT, SignUpState.EXCUSED})
LONGEST = timedelta(hours=12)
SHORTEST = timedelta(minutes=STEP_MINUTES)

# The code of the kind of service that a category earns under unless the organiser chooses another.
KIND_CODES: dict[str, str] = {
    ActivityCategory.LECTURE: "S08",
    ActivityCategory.CLEAN_UP: "S05",
    ActivityCategory.PATROL: "S04",
    ActivityCategory.WISH: "S07",
    ActivityCategory.PROFESSIONAL: "S02",
    ActivityCategory.PARTY_DAY: "G08",
    ActivityCategory.OTHER: "S01",
}


def check_session(*, starts_at: datetime, ends_at: datetime, sign_up_until: datetime, capacity: int) -> None:
    """Raise RuleBroken at the wrong field unless a session may be held like this. Times are local."""
    for name, moment in (("starts_at", starts_at), ("ends_at", ends_at)):
        if moment.minute % STEP_MINUTES or moment.second or moment.microsecond:
            raise RuleBroken("half_hours", "时间以半小时为单位，请选整点或半点", field=name)
    if ends_at <= starts_at:
        raise RuleBroken("ends_early", "结束时间应晚于开始时间", field="ends_at")
    if ends_at - starts_at > LONGEST:
        raise RuleBroken("too_long", "一场不超过12小时，请分成几场", field="ends_at")
    if sign_up_until > starts_at:
        raise RuleBroken("deadline", "报名截止不能晚于开始时间", field="sign_up_until")
    if capacity < 1:
        raise RuleBroken("capacity", "名额至少为1", field="capacity")


def leaving(state: str, *, now: datetime, sign_up_until: datetime, starts_at: datetime) -> str:
    """The state a person who leaves comes to: CANCELLED before the deadline or from the wait list, EXCUSED (请假)
    after it. Raises RuleBroken once the session has begun, and for who is not signed up."""
    if state not in (SignUpState.SIGNED_UP, SignUpState.WAITING):
        raise RuleBroken("not_signed_up", f"当前状态为“{LABELS[state]}”，不能退出", conflict=True)
    if now >= starts_at:
        raise RuleBroken("begun", "活动已开始，请与带队人联系", conflict=True)
    return SignUpState.EXCUSED if state == SignUpState.SIGNED_UP and now > sign_up_until else SignUpState.CANCELLED


@dataclass(frozen=True)
class Presence:
    """One person who was there: from when to when by the roll; None for as planned. `by_qr`: scanned, both times."""

    arrived_at: datetime | None
    left_at: datetime | None
    by_qr: bool = False


def presence_span(presence: Presence, planned: Span) -> Span:
    """The stretch that counts: each moment to the nearest half hour, a scan never beyond the plan.

    A quarter of an hour goes against the person: arrival up, departure down. Raises RuleBroken below half an hour.
    """
    start = _nearest(presence.arrived_at, up=True) if presence.arrived_at else planned.start
    end = _nearest(presence.left_at, up=False) if presence.left_at else planned.end
    if presence.by_qr:
        start, end = max(start, planned.start), min(end, planned.end)
    if end - start < SHORTEST:
        raise RuleBroken("too_short", "在场不足半小时，不能计时长；请核对时间，或改为“缺”“请假”")
    return Span(start, end)


def _nearest(moment: datetime, *, up: bool) -> datetime:
    """The nearest half hour; from the very middle up or down."""
    over = timedelta(minutes=moment.minute % STEP_MINUTES, seconds=moment.second, microseconds=moment.microsecond)
    before, half = moment - over, SHORTEST / 2
    return before + SHORTEST if over > half or (over == half and up) else before


def confirmed_at_once(
    span: Span,
    planned: Span,
    *,
    allowed: bool,
    caller: int,
    member_user: int | None,
    presence: Presence,
    announced: bool,
) -> str:
    """Why hours from a roll need no further confirmation, as the sentence that is kept; "" where they do.

    `allowed`: the rule set in force says so; `announced`: the activity was published before the session began.
    """
    if not allowed or not announced or caller == member_user:
        return ""
    if span.start < planned.start or span.end > planned.end:
        return ""
    if presence.by_qr and presence.left_at is None:
        return ""
    how = "本人现场扫码签到签退，由带队人核对" if presence.by_qr else "由带队人当场点名"
    return (
        f"活动事先发布，{how}，点名人不是本人；计{plain(span.hours)}小时，"
        f"在计划的{plain(planned.hours)}小时之内，按积分规则“点名场次自动确认”确认"
    )
