"""What may be done about a sign-up: a place taken, waited for, offered, given up; marked on the roll, lapsed with it.

The services lock the session first, which holds all of its sign-ups, and see to who may act for whom.
"""

from orgtree.acts import Act, Acts, Ask, Doing, Making, declare_acts
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from volunteers.activities.choices import SignUpState
from volunteers.activities.models.activity import SignUp
from volunteers.activities.rules.activity import LIVE, MARKS
from volunteers.activities.services.activity_reach import may_come
from volunteers.activities.services.joining import (
    JOINING_ASKED,
    SESSION_PLACES,
    check_free,
    check_open,
    left_sign_up,
    lock_joining,
    standing_sign_up,
)

EXCUSE_LENGTH = 100
NEW = ""  # of a row that is not saved yet


def _take_place(row: SignUp, doing: Doing) -> None:
    """A place, or the end of the wait list; what was before is in the log. Raises RuleBroken: `closed`, `too_late`, `reach`, `busy`."""
    session = doing.said["session"]
    check_open(session, doing.at)
    if not may_come(session.activity, row.member_id):
        raise RuleBroken("reach", f"本活动{session.activity.get_reach_display()}，只有在册的报到党员可以报名")
    check_free(session, row.member_id)
    row.state = SignUpState.SIGNED_UP if SESSION_PLACES.room(row.session_id).fits() else SignUpState.WAITING
    row.signed_up_at, row.signed_up_by = doing.at, doing.by
    row.promoted_at, row.excuse, row.leave_at = None, "", None


def _note_leave(row: SignUp, doing: Doing) -> None:
    row.leave_at = doing.at if row.state == SignUpState.EXCUSED else None


def _note_promoted(rows: list[SignUp], doing: Doing) -> None:
    for row in rows:
        row.promoted_at = doing.at
    SignUp.objects.filter(pk__in=[row.pk for row in rows]).update(promoted_at=doing.at)


def _told(row: SignUp) -> str:
    whose = "" if row.signed_up_by_id == row.member.user_id else row.member.name
    return f"{whose}{'已报名' if row.state == SignUpState.SIGNED_UP else '已排入候补'}。"


def _follows(rows: list[SignUp], doing: Doing) -> None:
    """Nothing but the state."""


def _state(*choices: str) -> Ask:
    return Ask("state", "状态", column="state", choices=[(one, SignUpState(one).label) for one in choices])


LEADER = {"permission": P.ACTIVITY_MANAGE, "own": True, "doer": "带队人", "by_form": True}
EXCUSE = Ask("reason", "请假事由", EXCUSE_LENGTH, column="excuse", is_optional=True)
WITHOUT_PLACE = frozenset({NEW, SignUpState.CANCELLED, SignUpState.EXCUSED, SignUpState.ABSENT})
ON_ROLL = frozenset({SignUpState.SIGNED_UP, *MARKS})
PLACE_OR_LINE = "已报名；名额满了的候补中"
# Source: docs/rules.md, "Activities".
sign_up_acts = declare_acts(
    Acts(
        SignUp,
        member="member",
        loads=("member", "session__activity"),
        called="报名",
        acts=(
            Making(
                "sign_up",
                "报名",
                "报名",
                None,
                leads=PLACE_OR_LINE,
                permission=P.ACTIVITY_MANAGE,
                own=True,
                on="session",
                entered="enter",
                asks=JOINING_ASKED,
                first=lock_joining,
                known=standing_sign_up,
                anew=left_sign_up,
                run=_take_place,
                fits=lambda session: not session.cancelled_at and not session.roll_submitted_at,
                done=_told,
            ),
            Act(
                "enter",
                "代报名",
                "代报名",
                WITHOUT_PLACE,
                None,
                leads=PLACE_OR_LINE,
                permission=P.ACTIVITY_MANAGE,
                by_form=True,
                hint="为不便使用手机的党员报名；名额满了排入候补。",
                icon="person_add",
            ),
            Act(
                "promote", "递补", "递补", frozenset({SignUpState.WAITING}), SignUpState.SIGNED_UP, batch=_note_promoted
            ),
            Act(
                "leave",
                "退出或请假",
                "退出",
                frozenset({SignUpState.SIGNED_UP, SignUpState.WAITING}),
                None,
                leads="已取消；报名截止后为请假",
                permission=P.ACTIVITY_MANAGE,
                own=True,
                by_form=True,
                asks=(_state(SignUpState.CANCELLED, SignUpState.EXCUSED), EXCUSE),
                run=_note_leave,
            ),
            Act("mark", "点名", "点名", ON_ROLL, None, leads="到、缺或请假", asks=(_state(*MARKS), EXCUSE), **LEADER),
            Act(
                "walk_in",
                "加入现场来的人",
                "加入",
                frozenset({NEW, *SignUpState}) - {SignUpState.ATTENDED},
                SignUpState.ATTENDED,
                **LEADER,
            ),
            Act(
                "scan", "扫码签到", "签到", frozenset({NEW, *SignUpState}), SignUpState.ATTENDED, own=True, by_form=True
            ),
            # The session is called off; its roll is submitted while somebody still waits.
            Act("fall", "随场次取消", "取消", LIVE, SignUpState.CANCELLED, batch=_follows),
            Act("go_with_account", "注销账号退出", "退出", LIVE, SignUpState.CANCELLED, batch=_follows),
            Act("lapse", "候补落空", "取消", frozenset({SignUpState.WAITING}), SignUpState.CANCELLED, batch=_follows),
        ),
    )
)
