"""Report-ins (报到): which step leads where and who may take it.

Source: docs/rules.md, "Report-ins", [D4] (voluntary: the member may always leave), [A4] (until the new
community accepts nothing else moves). Deadlines only remind; they never move a state. There is no draft among the states: what
is typed and not sent stays in the browser (docs/decisions/0014).
"""

from datetime import date, timedelta

from orgtree.errors import RuleBroken
from orgtree.rules.steps import Step, labels_of
from volunteers.members.choices.report_in import CloseReason, SuspendReason
from volunteers.members.choices.report_in import ReportInState as S

LABELS = labels_of(S)
WAITING = frozenset({S.SUBMITTED, S.RETURNED})
# On the roll of the community, in the order in which a report-in ripens; a pause may come at any point.
RIPENING = (S.ACCEPTED, S.GRIDDED, S.POSTED, S.SERVING)
ACTIVE = frozenset(RIPENING)
BELONGING = ACTIVE | {S.SUSPENDED}
LONGEST_PAUSE = timedelta(days=366)

STEPS: dict[str, Step] = {
    "resubmit": Step("重新提交", frozenset({S.RETURNED}), S.SUBMITTED, by_member=True, by_desk=True),
    "accept": Step("接收", frozenset({S.SUBMITTED}), S.ACCEPTED, by_desk=True),
    "return": Step("退回", frozenset({S.SUBMITTED}), S.RETURNED, by_desk=True),
    # Moves the member to a grid or building at any time; only what was not yet in a grid changes state.
    "place": Step("编入网格", BELONGING, "", by_desk=True),
    # Follow from an approved claim of a post and from the first confirmed service after it.
    "post": Step("认岗", frozenset({S.ACCEPTED, S.GRIDDED}), S.POSTED),
    "serve": Step("开始服务", frozenset({S.POSTED}), S.SERVING),
    "suspend": Step("暂停", ACTIVE, S.SUSPENDED, by_member=True, by_desk=True),
    # Back to the state before the pause.
    "resume": Step("恢复", frozenset({S.SUSPENDED}), "", by_member=True, by_desk=True),
    "withdraw": Step("撤回", WAITING, S.WITHDRAWN, by_member=True, by_desk=True),
    "transfer": Step("转出", WAITING | BELONGING, S.TRANSFERRED, by_member=True, by_desk=True),
    "close": Step("注销", BELONGING, S.CLOSED, by_member=True, by_desk=True),
}


def placed(state: str) -> str:
    """The state of a report-in of `state` once it is in a grid: what has ripened further stays as it is."""
    return S.GRIDDED if state == S.ACCEPTED else state


def check_pause(reason: str, until: date | None, today: date) -> None:
    """Raise RuleBroken unless `reason` is on the list and `until` (None: open) lies ahead, at most a year."""
    if reason not in SuspendReason.values:
        raise RuleBroken("suspend_reason", "请选择暂停原因", field="reason")
    if until is not None and not today < until <= today + LONGEST_PAUSE:
        raise RuleBroken("suspend_until", "恢复日期应在明天之后、一年以内；说不准可以不填", field="until")


def check_close_reason(reason: str, *, by_member: bool) -> None:
    """Raise RuleBroken unless `reason` is one that the person may give; a member only leaves by own wish."""
    if reason not in CloseReason.values:
        raise RuleBroken("close_reason", "请选择注销原因", field="reason")
    if by_member and reason != CloseReason.OWN_WISH:
        raise RuleBroken("close_reason", "本人只能办理“本人退出”，其他原因由社区办理", field="reason")
