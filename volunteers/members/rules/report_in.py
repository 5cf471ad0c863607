"""Report-ins (报到): states that belong together, and what a pause or an ending must look like. Source: docs/rules.md, "Report-ins"."""

from datetime import date, timedelta

from orgtree.errors import RuleBroken
from volunteers.members.choices.report_in import CloseReason, ReportInState

WAITING = frozenset({ReportInState.SUBMITTED, ReportInState.RETURNED})
# On the roll of the community, in the order in which a report-in ripens; a pause may come at any point.
RIPENING = (ReportInState.ACCEPTED, ReportInState.GRIDDED, ReportInState.POSTED, ReportInState.SERVING)
ACTIVE = frozenset(RIPENING)
BELONGING = ACTIVE | {ReportInState.SUSPENDED}
LONGEST_PAUSE = timedelta(days=366)


def placed(state: str) -> str:
    """The state of a report-in of `state` once it is in a grid: what has ripened further stays as it is."""
    return ReportInState.GRIDDED if state == ReportInState.ACCEPTED else state


def check_until(until: date | None, today: date) -> None:
    """Raise RuleBroken unless the end of a pause (None: open) lies ahead, at most a year."""
    if until is not None and not today < until <= today + LONGEST_PAUSE:
        raise RuleBroken("suspend_until", "恢复日期应在明天之后、一年以内；说不准可以不填", field="until")


def check_close_reason(reason: str, *, by_member: bool) -> None:
    """Raise RuleBroken unless `reason` is one that the person may give; a member only leaves by own wish."""
    if reason not in CloseReason.values:
        raise RuleBroken("close_reason", "请选择注销原因", field="reason")
    if by_member and reason != CloseReason.OWN_WISH:
        raise RuleBroken("close_reason", "本人只能办理“本人退出”，其他原因由社区办理", field="reason")
