"""No-shows on a submitted roll, put forward as deductions: chosen by a person, never by the roll itself."""

from django.utils import timezone

from orgtree.acts import Act, Acts, Doing, declare_acts
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from volunteers.activities.choices import SignUpState
from volunteers.activities.models.activity import NoShow
from volunteers.standing.services.deeds import DeedRow, report_deed

ITEM = "N01"  # docs/rules.md, "Points": 报名未到且未请假


def _propose(sign_up: NoShow, doing: Doing) -> None:
    """A report of N01; the person is told, and may answer, as for any deduction."""
    if hasattr(sign_up, "deed"):
        raise RuleBroken("proposed", "这一次未到已经登记过，请在“积分事项”中查看", conflict=True)
    row = DeedRow(
        member_id=sign_up.member_id,
        item_code=ITEM,
        happened_on=timezone.localdate(sign_up.session.starts_at),
        evidence=f"活动点名：{sign_up.session}，已报名，未到且未请假",
    )
    report_deed(row=row, sign_up=sign_up, by=doing.by)


no_shows = declare_acts(
    Acts(
        NoShow,
        member="member",
        loads=("member", "session__activity"),
        acts=(
            Act(
                "propose",
                "登记未到（N01）",
                "登记",
                frozenset({SignUpState.ABSENT}),
                None,
                permission=P.POINTS_ENTER,
                run=_propose,
                many=True,
                final=True,
                done="已登记，已告知本人。",
                hint="登记后通知本人；本人说明或说明期满，再由活动负责人确认、社区复核，才会扣减。登记人不能确认。",
                icon="event_busy",
                fits=lambda sign_up: not hasattr(sign_up, "deed"),
                entry="登记未到（N01）",
            ),
        ),
    )
)
