"""What may be done to a member's file as a whole: an account is opened for it, and one day it is closed."""

from orgtree.acts import Act, Acts, declare_acts
from orgtree.choices import Permission as P
from volunteers.members.choices.people import MemberState
from volunteers.members.models.member import Member

OPEN = frozenset({MemberState.OPEN})
# Source: docs/rules.md, "Accounts" and "Personal data". What a report-in goes through is its own matter.
member_acts = declare_acts(
    Acts(
        Member,
        called="党员",
        derived=tuple(MemberState.choices),
        acts=(
            Act("activate", "激活账号", "激活", OPEN, None, own=True, reach=Member.objects.mine, by_form=True),
            Act(
                "close",
                "注销登记",
                "注销",
                OPEN,
                None,
                leads=MemberState.CLOSED.label,
                permission=P.MEMBER_EDIT,
                own=True,
                reach=Member.objects.mine,
                by_form=True,
                hint="应本人书面申请办理：删除姓名、手机号、单位、住址、特长、照片和文字，只保留时长和积分合计，不能恢复。有账号的由本人在手机上办理。",
                icon="person_remove",
                fits=lambda member: member.user_id is None,
            ),
            # Another file of the same person is kept: the act of their pair (`pair_acts`).
            Act("merge", "并入另一登记", "并入", OPEN, None, leads=MemberState.CLOSED.label),
            # What was promised to be kept is over.
            Act("expire", "期满清除", "清除", OPEN, None, leads=MemberState.CLOSED.label),
        ),
    )
)
