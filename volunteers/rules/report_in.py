"""Report-ins (报到): which step leads where and who may take it.

Source: docs/rules.md, "Report-ins", [D4] (voluntary: the member may always leave), [A4] (until the new
community accepts nothing else moves). Deadlines only remind; they never move a state.
"""

from orgtree.errors import RuleBroken
from volunteers.choices import CloseReason
from volunteers.choices import ReportInState as S
from volunteers.rules.steps import Step, labels_of

LABELS = labels_of(S)
WAITING = frozenset({S.SUBMITTED, S.RETURNED})
BELONGING = frozenset({S.ACCEPTED, S.GRIDDED})

STEPS: dict[str, Step] = {
    "resubmit": Step("重新提交", frozenset({S.RETURNED}), S.SUBMITTED, by_member=True, by_desk=True),
    "accept": Step("接收", frozenset({S.SUBMITTED}), S.ACCEPTED, by_desk=True),
    "return": Step("退回", frozenset({S.SUBMITTED}), S.RETURNED, by_desk=True),
    "place": Step("编入网格", BELONGING, S.GRIDDED, by_desk=True),
    "withdraw": Step("撤回", WAITING, S.WITHDRAWN, by_member=True, by_desk=True),
    "transfer": Step("转出", WAITING | BELONGING, S.TRANSFERRED, by_member=True, by_desk=True),
    "close": Step("注销", BELONGING, S.CLOSED, by_member=True, by_desk=True),
}


def check_close_reason(reason: str, *, by_member: bool) -> None:
    """Raise RuleBroken unless `reason` is one that the person may give; a member only leaves by own wish."""
    if reason not in CloseReason.values:
        raise RuleBroken("close_reason", "请选择注销原因", field="reason")
    if by_member and reason != CloseReason.OWN_WISH:
        raise RuleBroken("close_reason", "本人只能办理“本人退出”，其他原因由社区办理", field="reason")


def check_reason(reason: str, *, verb: str) -> str:
    """`reason` without outer blanks; raises RuleBroken when nothing is left or it is longer than 200 characters."""
    text = reason.strip()
    if not text:
        raise RuleBroken("reason_missing", f"请填写{verb}原因", field="reason")
    if len(text) > 200:
        raise RuleBroken("reason_long", f"{verb}原因不超过200字", field="reason")
    return text
