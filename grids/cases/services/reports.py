"""Who told of a case: spoken with, called back, their number shown to whoever handles it, each look recorded."""

from collections.abc import Sequence
from uuid import uuid4

from django.db import transaction

from grids.cases.choices import CaseDeadline, ClockKind, PhoneFor
from grids.cases.models import Case, Report
from grids.cases.models.reports import STARS
from grids.cases.rules import is_within_days
from grids.cases.services.ending import REOPEN_DAYS
from grids.cases.services.legs import own_legs
from grids.cases.services.timing import live_clocks, rule_number, stop_clocks
from orgtree.acts import Act, Acts, Ask, Doing, NotBy, acts_of, declare_acts, follow, make, perform_one
from orgtree.acts.asks import YES_OR_NO
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.looks.services.access import record_access
from orgtree.looks.services.persons import person_key
from orgtree.models import AccessLog

LEFT = {"told": "未答复", "replied": "已答复", "rated": "已评价"}


def asker_key(report: Report) -> str:
    """How the record of looks names who told."""
    return person_key("asker", report.pk)


def handled_reports(user, leg=None):
    """Reports of cases that a unit of the person leads now and whose askers left their number for it."""
    legs = own_legs(user).live().filter(role="lead")
    return Report.objects.filter(case__in=legs.values("case"), phone_for=PhoneFor.HANDLER)


@transaction.atomic
def phone_of_report(*, report_id: int, by) -> str:
    """The number to call, for the clerk of the unit that leads; the look is recorded. Raises RuleBroken."""
    report = handled_reports(by).select_related("case__area").filter(pk=report_id).first()
    if report is None or not report.phone:
        raise not_found("联系电话")
    record_access(
        actor=by,
        action=AccessLog.Action.REVEAL,
        subject=f"网格事项{report.case.number}诉求人手机号",
        area=report.case.area,
        persons=[asker_key(report)],
        reason="办理交办的事项",
    )
    return report.phone


def rate_report(*, report_id: int, is_solved: bool, stars: int | None, by=None, was_contacted: bool = True) -> Report:
    """What the asker says of the answer, by their own page (`by` None) or called back by the desk. Raises RuleBroken."""
    said = {"was_contacted": was_contacted, "is_solved": is_solved, "stars": stars}
    return perform_one(report_acts, "rate", pk=report_id, by=by, **said)


# --- What follows ---------------------------------------------------------------------------------------------------------


def _lock_cases(doing: Doing, ids: Sequence[int]) -> None:
    cases = Case.objects.filter(pk__in=Report.objects.filter(pk__in=ids).values("case")).order_by("pk")
    list(cases.select_for_update(of=("self",), no_key=True))


def _contact(report: Report, doing: Doing) -> None:
    """The first word with the asker ends the clock of it."""
    report.contacted_at = doing.at
    stop_clocks(live_clocks(report.case, ClockKind.RESPOND), doing.at, report.case.area)


def _rate(report: Report, doing: Doing) -> None:
    said = doing.said
    if not said["was_contacted"] and (said["is_solved"] or said["stars"]):
        raise RuleBroken("not_contacted", "没有联系到的，不填是否解决和满意度", field="was_contacted")
    report.was_contacted = said["was_contacted"]
    report.is_solved = said["is_solved"] if isinstance(said["is_solved"], bool) else None
    report.stars = said["stars"] or None
    report.rated_at = doing.at


def _after_rating(reports: list[Report], doing: Doing) -> None:
    """Not solved: once more within the days, a new case afterwards. All have spoken: rated."""
    for report in reports:
        case = Case.objects.select_related("area", "category").get(pk=report.case_id)
        if report.is_solved is False:
            _once_more(case, report, doing)
        elif not case.reports.to_rate().exists():
            follow(acts_of(Case), "rate", [case], by=doing.by)


def _once_more(case: Case, report: Report, doing: Doing) -> None:
    days = rule_number(CaseDeadline.REOPEN, case.area, REOPEN_DAYS)
    if is_within_days(case.closed_at or case.verified_at, doing.at, days):
        follow(acts_of(Case), "reopen_by_asker", [case], by=doing.by, reason="诉求人反映没有解决")
        return
    told = {name: getattr(report, name) for name in ("source", "asker", "phone", "phone_for", "channel")}
    words = {name: getattr(case, name) for name in ("category", "area", "place", "title", "words")}
    said = {**words, **told, "outside_number": "", "told_at": doing.at, "client_key": uuid4()}
    made = make(acts_of(Case), "enter", by=None, **said).row
    made.follows = case
    made.save(update_fields=["follows"])


TOLD, REPLIED, RATED = (frozenset({state}) for state in LEFT)
OPTIONAL_YES_OR_NO = {"choices": YES_OR_NO, "is_optional": True, "blank": "没有问到"}
report_acts = declare_acts(
    Acts(
        Report,
        loads=("case__area", "case__category"),
        called="诉求",
        derived=tuple(LEFT.items()),
        acts=(
            Act(
                "contact",
                "已与诉求人联系",
                "登记联系",
                TOLD,
                None,
                permission=P.CASE_HANDLE,
                first=_lock_cases,
                run=_contact,
                fits=lambda report: report.contacted_at is None and bool(report.phone),
                done="已登记首次联系。",
                hint="先联系、后办理；第一次联系上就登记。",
                icon="call",
                summary="登记首次联系",
                description="第一次与诉求人联系上时登记，首次联系的计时随之结束。",
            ),
            Act(
                "rate",
                "登记回访",
                "登记回访",
                REPLIED,
                None,
                permission=P.CASE_DISPATCH,
                not_by=(NotBy("case.done_by_id", "own_case", "本人办结的事项，须由另一人回访"),),
                asks=(
                    Ask("was_contacted", "是否联系到", choices=YES_OR_NO, usual=True),
                    Ask("is_solved", "是否解决", **OPTIONAL_YES_OR_NO),
                    Ask("stars", "满意度", choices=STARS, is_optional=True, blank="没有问到"),
                ),
                first=_lock_cases,
                run=_rate,
                after=_after_rating,
                done="已登记；联系到、解决、满意分别统计。",
                hint="三问分开：是否联系到、是否解决、满意几星。没有解决的，七天内自动重新办理。",
                icon="star",
                summary="登记回访",
                description="三问分开：是否联系到、是否解决、满意几星。没有解决的，期限内自动重新办理，过期另立新事项。",
            ),
        ),
    )
)
