"""A later change to confirmed hours: the steps, and who may decide.

Source: docs/rules.md, "Service records": a change after confirmation needs a second person and keeps the old value;
个人信息保护法 Art. 46: the person may ask for a correction.
"""

from orgtree.errors import RuleBroken
from orgtree.rules.steps import Step, labels_of
from volunteers.choices import HourChangeState as S

LABELS = labels_of(S)
OPEN = frozenset({S.PROPOSED})

STEPS: dict[str, Step] = {
    "approve": Step("更正", OPEN, S.APPROVED, by_desk=True),
    "decline": Step("退回", OPEN, S.DECLINED, by_desk=True),
    "withdraw": Step("撤回", OPEN, S.WITHDRAWN, by_member=True, by_desk=True),
}


def check_second_person(*, decider: int, proposer: int, member_user: int | None) -> None:
    """Raise RuleBroken where the one who decides served, or proposed the change."""
    if decider == member_user:
        raise RuleBroken("own_record", "不能办理本人的服务记录，请由其他工作人员办理")
    if decider == proposer:
        raise RuleBroken("own_proposal", "更正由您提出，须由另一位工作人员办理")
