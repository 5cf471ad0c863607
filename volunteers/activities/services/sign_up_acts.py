"""What may be done about a sign-up: a place taken, waited for, offered, given up; marked on the roll, lapsed with it.

The services lock the session first, which holds all of its sign-ups, and see to who may act for whom.
"""

from orgtree.acts import Act, Acts, Ask, Doing, declare_acts
from orgtree.choices import Permission as P
from orgtree.places import Capacity
from volunteers.activities.choices import SignUpState
from volunteers.activities.models.activity import ActivitySession, SignUp
from volunteers.activities.rules.activity import LIVE, MARKS

EXCUSE_LENGTH = 100
NEW = ""  # of a row that is not saved yet


SESSION_PLACES = Capacity(
    ActivitySession,
    "capacity",
    taking=lambda pk: SignUp.objects.taking().filter(session=pk),
    line=lambda pk: SignUp.objects.in_line().filter(session=pk).select_related("member"),
)


def _take_place(row: SignUp, doing: Doing) -> None:
    """A place, or the end of the wait list; what was before is in the log."""
    row.state = SignUpState.SIGNED_UP if SESSION_PLACES.room(row.session_id).fits() else SignUpState.WAITING
    row.signed_up_at, row.signed_up_by = doing.at, doing.by
    row.promoted_at, row.excuse, row.leave_at = None, "", None


def _note_leave(row: SignUp, doing: Doing) -> None:
    row.leave_at = doing.at if row.state == SignUpState.EXCUSED else None


def _note_promoted(rows: list[SignUp], doing: Doing) -> None:
    for row in rows:
        row.promoted_at = doing.at
    SignUp.objects.filter(pk__in=[row.pk for row in rows]).update(promoted_at=doing.at)


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
            Act(
                "sign_up",
                "报名",
                "报名",
                WITHOUT_PLACE,
                None,
                leads=PLACE_OR_LINE,
                own=True,
                by_form=True,
                run=_take_place,
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
                run=_take_place,
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
            Act("lapse", "候补落空", "取消", frozenset({SignUpState.WAITING}), SignUpState.CANCELLED, batch=_follows),
        ),
    )
)
