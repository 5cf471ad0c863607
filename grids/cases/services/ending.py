"""How a case ends: done, verified by another person, everybody answered, rated, closed; and how it begins once more."""

from dataclasses import replace
from functools import partial

from django.utils import timezone

from grids.cases.choices import CaseDeadline, CaseState, ClockKind, LegRole
from grids.cases.models import Case
from grids.cases.rules import checked_words, is_within_days
from grids.cases.services.legs import give_leg
from grids.cases.services.timing import begin_clock, live_clocks, office_of, rule_number, settle_due, stop_clocks
from grids.categories.services import handle_limit_of
from orgtree.acts import Ask, Doing
from orgtree.calendar.services import clocks
from orgtree.errors import RuleBroken

REOPEN_DAYS = 7
LOW = 2  # stars


def checked(name: str, label: str, longest: int):
    return partial(checked_words, field=name, label=label, longest=longest)


ANSWER = Ask(
    "answer",
    "答复内容",
    longest=500,
    shortest=2,
    column="answer",
    check=checked("answer", "答复内容", 500),
    help="写给诉求人看；不写姓名、电话和门牌号",
    told="答复内容，诉求人会看到",
)

ANSWER_AS_IS = replace(ANSWER, begins_as_is=True)


def find_given(cases: list[Case], doing: Doing) -> dict[int, RuleBroken]:
    """Those that a unit has: it says itself that they are done."""
    refused = RuleBroken("given", "已交办给单位，由单位办结", conflict=True)
    return {case.pk: refused for case in cases if case.lead_id}


def finish(case: Case, doing: Doing) -> None:
    """Who has it in hand says that it is done, after those who help."""
    if doing.act.permission and case.legs.live().exists():
        raise RuleBroken("assists_open", "还有协办单位没有办结，请先协调办结", conflict=True)
    stop_clocks(live_clocks(case), doing.at, case.area)
    case.due_at = None


def send_back(case: Case, doing: Doing) -> None:
    """Not done after all: its clock goes on from here, and the time of the check does not count."""
    clock = case.clocks.filter(kind=ClockKind.HANDLE, round=case.round, leg=None).first()
    if clock:
        clocks.go_on(clock, doing.at, office_of(case.area, doing.at), reason="核查")
        clock.save()
    if case.lead_id:
        give_leg(case, case.lead, LegRole.LEAD, asked=doing.reason, is_binding=True, doing=doing)
        case.state = CaseState.ASSIGNED
    else:
        case.handled_by = case.done_by
    case.done_by = case.done_at = None
    settle_due(case)


def answer_all(case: Case, doing: Doing) -> None:
    """Each asker in the channel by which they came: more ways in, one answer out."""
    case.reports.filter(replied_at__isnull=True).update(
        reply=doing.said["answer"], replied_by=doing.by, replied_at=doing.at
    )


def check_answered(case: Case, doing: Doing) -> None:
    """Answered before it is closed."""
    if case.reports.to_answer().exists():
        raise RuleBroken("unanswered", "还有诉求人没有答复，请先答复", conflict=True)
    if Case.objects.open().filter(parent=case).exists():
        raise RuleBroken("children_open", "还有分办的事项没有办结", conflict=True)


def reopen(case: Case, doing: Doing) -> None:
    """A second round with a clock of its own; the verdict of the first stays."""
    days = rule_number(CaseDeadline.REOPEN, case.area, REOPEN_DAYS)
    ended = case.closed_at or case.verified_at
    is_low = case.reports.filter(stars__lte=LOW).exists() or case.reports.filter(is_solved=False).exists()
    if not is_within_days(ended, doing.at, days) and not is_low:
        raise RuleBroken("too_late", f"结案已超过{days}天，请另行登记，写明此前事项的编号", conflict=True)
    begin_round(case, doing)


def begin_round(case: Case, doing: Doing) -> None:
    """The case is to be given out again."""
    stop_clocks(live_clocks(case), doing.at, case.area)
    case.round += 1
    case.reopened_at = doing.at
    case.lead = case.handled_by = case.done_by = case.done_at = None
    case.verified_by = case.verified_at = case.closed_by = case.closed_at = None
    begin_clock(case, ClockKind.HANDLE, handle_limit_of(case.category), doing.at)
    settle_due(case)
    case.reports.update(reply="", replied_by=None, replied_at=None)


def is_reopenable(case: Case) -> bool:
    """Whether the desk shows the button: within the usual days, or rated low."""
    ended = case.closed_at or case.verified_at
    return bool(ended) and is_within_days(ended, timezone.now(), 60)
