"""How a case begins: told of by somebody through some door, with the clock of its acceptance; and how others tell of the same."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from grids.cases.choices import CaseDeadline, CaseSource, CaseState, ClockKind, PhoneFor, ReplyChannel
from grids.cases.models import Case, CaseClock, Report
from grids.cases.rules import checked_words
from grids.cases.services.timing import new_clock, office_of, rule_limit
from grids.categories.services import accept_limit_of, categories_for, find_category, version_at
from orgtree.acts import Ask, Doing, asks_of, rows_at
from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.database.constraints import constraints_as_rules
from orgtree.errors import RuleBroken
from orgtree.models import Area
from orgtree.scope.services import find_within_reach
from orgtree.text.rules.phones import normal_phone

PRIVATE = "只写事情，不写姓名、电话、证件号码和门牌号"
LABEL = {"place": "地点", "title": "事项", "words": "情况"}
LONGEST = {"place": 60, "title": 40, "words": 500}
PLACES = (AreaKind.GRID, AreaKind.COMMUNITY, AreaKind.VILLAGE)
TELLING = ("source", "outside_number", "asker", "phone", "phone_for", "channel")


@dataclass(frozen=True)
class Told:
    """Who told of it and how they are to be answered; without name and number it was told anonymously."""

    source: str
    outside_number: str = ""
    asker: str = ""
    phone: str = ""
    phone_for: str = PhoneFor.HANDLER
    channel: str = ReplyChannel.NONE
    words: str = ""
    told_at: datetime | None = None


def find_report(source: str, outside_number: str, told_at: datetime) -> Report | None:
    """The report of this number of the other system in the year; None where there is none, or no number.

    A case that was withdrawn gives its number up as soon as somebody tells of it again: else what was entered by mistake could never
    be entered right. What the number was stays in the trail.
    """
    if not outside_number:
        return None
    rows = Report.objects.filter(source=source, outside_number=outside_number, year=timezone.localdate(told_at).year)
    report = rows.select_related("case").first()
    if report is None or report.case.state != CaseState.WITHDRAWN:
        return report
    rows.update(outside_number="")
    return None


def make_report(case: Case, told: Told, at: datetime, by) -> Report:
    told_at = told.told_at or at
    report = Report(
        case=case,
        first_case=case,
        year=timezone.localdate(told_at).year,
        told_at=told_at,
        words=told.words,
        entered_by=by,
        entered_at=at,
        **{name: getattr(told, name) for name in TELLING},
    )
    with constraints_as_rules(in_act=True):
        report.save()
    return report


# --- What the making asks and does ----------------------------------------------------------------------------------------


def next_number(at: datetime) -> str:
    """The next number of a case, with its year: 20260000123. Nobody waits for anybody: a number may be left out, none comes twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('grids_case_number')")
        return f"{timezone.localdate(at).year}{cursor.fetchone()[0]:07d}"


def told_of(doing: Doing) -> Told:
    """Who told of it, as the making was asked."""
    return Told(told_at=doing.said["told_at"], **{name: doing.said[name] for name in TELLING})


def find_version(doing: Doing, ids) -> None:
    """The category as it holds in the place and on the day from which the case is counted, before anything is compared."""
    area, day = doing.said["area"], timezone.localdate(doing.said["told_at"] or doing.at)
    doing.said["category"] = version_at(doing.said["category"], area, day)


def find_known(doing: Doing) -> Case | None:
    """The case that is told of again: by the same number of another system, or in the same words by the next to ask.

    Raises RuleBroken where the same number was told in other words.
    """
    told = told_of(doing)
    report = find_report(told.source, told.outside_number, told.told_at or doing.at)
    if report is None:
        return _told_by_another(doing, told)
    case = report.case
    if any(getattr(case, name) != doing.said[name] for name in LABEL):
        message = f"这一来件编号已登记为事项{case.number}，内容有变化的请在该事项中补充"
        raise RuleBroken("outside_known", message, field="outside_number", conflict=True)
    return case


def _told_by_another(doing: Doing, told: Told) -> Case | None:
    """What the person entered in the same words and for somebody else: one case, of which two have told."""
    said = {name: doing.said[name] for name in ("category", "area", *LABEL)}
    case = Case.objects.filter(state=CaseState.REPORTED, opened_by=doing.by, **said).first() if doing.by else None
    reports = list(case.reports.all()) if case else []
    if not reports or any(_tells_the_same(one, told) for one in reports):
        return None
    make_report(case, told, doing.at, doing.by)
    return case


def _tells_the_same(report: Report, told: Told) -> bool:
    return all(getattr(report, name) == getattr(told, name) for name in ("source", "outside_number", "asker", "phone"))


def begin(case: Case, doing: Doing) -> None:
    """The version of the category that holds there, the number, the moment from which it is counted, and its clocks."""
    told_at = doing.said["told_at"]
    if told_at and told_at > doing.at:
        raise RuleBroken("told_at", "反映时间不能晚于现在", field="told_at")
    if case.area.kind not in PLACES:
        raise RuleBroken("area", "请选择网格或社区", field="area")
    case.opened_at = told_at or doing.at
    case.level = case.category.level
    case.number = next_number(case.opened_at)
    case.begun = _first_clocks(case, doing)
    case.due_at = case.begun[0].due_at


def _first_clocks(case: Case, doing: Doing) -> list[CaseClock]:
    office = office_of(case.area, case.opened_at, doing.memo)
    begun = [new_clock(case, ClockKind.ACCEPT, accept_limit_of(case.category), case.opened_at, office)]
    respond = rule_limit(CaseDeadline.RESPOND, case.area, case.opened_at, doing.memo) if doing.said["phone"] else None
    if respond:
        begun.append(new_clock(case, ClockKind.RESPOND, respond, case.opened_at, office))
    return begun


def keep_first_report(cases: list[Case], doing: Doing) -> None:
    """The report and the clocks of what was just made."""
    for case in cases:
        for clock in case.begun:
            clock.case = case
        CaseClock.objects.bulk_create(case.begun)
        make_report(case, told_of(doing), doing.at, doing.by)


def checked_phone(text: str) -> str:
    """A mobile number in its plain form, "" for none; raises RuleBroken at `phone`."""
    try:
        return normal_phone(text) if text else ""
    except ValueError as error:
        raise RuleBroken("phone", "请填写11位手机号，没有就留空", field="phone") from error


def _checked(name: str, text: str) -> str:
    return checked_words(text, field=name, label=LABEL[name], longest=LONGEST[name])


WRITTEN = {
    name: {"check": partial(_checked, name), "help": PRIVATE, "told": f"{label}；{PRIVATE}"}
    for name, label in LABEL.items()
}
CATEGORY = asks_of(
    Case,
    "category",
    category={
        "rows": categories_for,
        "found": find_category,
        "begins_blank": True,
        "told": "事项分类的编号，须是今天适用的",
    },
)


def places_for(user, ids=None) -> QuerySet[Area]:
    """Grids and communities of today for which the person enters cases."""
    return rows_at(Area, P.CASE_ENTER)(user, ids).filter(kind__in=PLACES)


def find_place(user, pk: int) -> Area | None:
    """The one of `places_for` with this id."""
    return find_within_reach(Area, P.CASE_ENTER, user, pk, among=_standing)


def _standing(today: date) -> QuerySet[Area]:
    return Area.objects.open_on(today).filter(kind__in=PLACES)


AREA = asks_of(Case, "area", area={"rows": places_for, "found": find_place, "told": "网格或社区的编号"})
WORDS = asks_of(Case, "place title words", **WRITTEN)
TELLER = (
    Ask("source", "来源", choices=tuple(CaseSource.choices), usual=CaseSource.RESIDENT, told="由哪里反映"),
    Ask("outside_number", "来件编号", longest=40, is_optional=True, help="如12345工单号；同一编号一年只登记一次"),
    Ask("told_at", "反映时间", is_moment=True, is_optional=True, help="不填为现在；时限从这时算起"),
    Ask("asker", "称呼", longest=20, is_optional=True, help="本人愿意才填，加密保存", unscanned="the asker's own name"),
    Ask(
        "phone",
        "联系电话",
        longest=20,
        is_optional=True,
        check=checked_phone,
        help="本人愿意才填，加密保存，只给承办人看，结案180天后自动删除",
        told="联系电话，本人愿意才填；加密保存，不在读取结果中返回",
    ),
    Ask("phone_for", "电话给谁看", choices=tuple(PhoneFor.choices), usual=PhoneFor.HANDLER),
    Ask("channel", "答复方式", choices=tuple(ReplyChannel.choices), usual=ReplyChannel.NONE),
)
KEY = asks_of(Case, "client_key")
ASKED = CATEGORY + AREA + WORDS + TELLER + KEY
