"""A case is accepted, or ends before anybody has it in hand; what giving and finishing ask for."""

from grids.cases.choices import CaseDeadline, CaseResult, ClockKind
from grids.cases.models import Case
from grids.cases.rules import checked_words
from grids.cases.services.legs import end_legs
from grids.cases.services.timing import begin_clock, live_clocks, rule_limit, settle_due, stop_clocks
from grids.categories.models import OutsideMatter
from grids.categories.services import handle_limit_of
from orgtree.acts import Ask, Doing


def accept(case: Case, doing: Doing) -> None:
    """The clock of acceptance ends, that of the work begins."""
    stop_clocks(live_clocks(case, ClockKind.ACCEPT), doing.at, case.area)
    begin_clock(case, ClockKind.HANDLE, handle_limit_of(case.category), doing.at)
    if limit := rule_limit(CaseDeadline.DISPATCH, case.area, doing.at):
        begin_clock(case, ClockKind.DISPATCH, limit, doing.at)
    settle_due(case)


def end(case: Case, doing: Doing) -> None:
    """It goes no further: units are told, the clocks stop."""
    end_legs(case, doing)
    stop_clocks(live_clocks(case), doing.at, case.area)
    case.due_at = None


def outside_matters(user, ids=None):
    """What is not dealt with here, each with the channel that is right."""
    return OutsideMatter.objects.filter(is_active=True)


def _checked_asked(text: str) -> str:
    return checked_words(text, field="asked", label="交办要求", longest=200, required=False)


HANDED = Ask("asked", "交办要求", is_optional=True, check=_checked_asked, help="不写姓名、电话和门牌号")
RESULT = Ask("result", "办理结果", column="result", choices=tuple(CaseResult.choices), told="解释说明不算解决")
