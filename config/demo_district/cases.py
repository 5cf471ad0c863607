"""Cases of the demo: a year of closed ones for every community; where the logins work one in each state, some overdue."""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection
from django.utils import timezone

from config.demo_district.district_map import Part, Staffed
from config.demo_district.members import moment
from grids.cases.choices import CaseResult, CaseSource, CaseState, ClockKind, LegRole, LegState, ReplyChannel
from grids.cases.services.course import case_acts
from grids.cases.services.filing import add_report, open_case
from grids.cases.services.legs import leg_acts
from grids.cases.services.opening import Told
from grids.cases.services.requests import request_acts
from grids.cases.services.sending import sending_acts
from grids.categories.choices import DutyKind
from grids.models import Case, CaseClock, Category, Leg, OutsideMatter, Report
from orgtree.acts import Noted, make, note_steps, perform_one
from orgtree.choices import PostKind
from orgtree.models import Area, Institution, Post, User

# (category, place, title, words, answer)
WORDS = (
    ("0101", "小区东门垃圾点", "垃圾没有清运", "垃圾桶满溢，气味大", "已清运并冲洗，增加一次清运"),
    ("0202", "中心路与和平路路口", "路灯不亮", "路口两盏灯连续三晚不亮", "已更换灯泡，当晚亮灯"),
    ("0301", "小区西侧消防通道", "消防通道被占", "私家车长期停在消防通道", "已挪车并重新划线"),
    ("0403", "小区南区", "电梯维修迟缓", "报修一周没有人来", "物业已修好，公示了维修记录"),
    ("0103", "楼道公共区域", "楼道堆放杂物", "纸箱旧家具堵住楼道", "已清理，楼长每周查看"),
    ("0603", "老厂区门前", "僵尸车占位", "一辆旧车停了半年", "已联系交管拖移"),
    ("0401", "中心花园", "广场舞噪声", "晚上九点后音响太大", "已约定八点半结束"),
    ("0207", "学府路", "路面坑洼", "雨后积水，骑车容易摔", "已填补路面"),
    ("0801", "社区服务大厅", "建议延长办事时间", "上班族周末才有空", "周六上午增开一个窗口"),
    ("0504", "社区服务大厅", "咨询技能培训", "想学家政，问在哪里报名", "已登记，下月开班"),
)
SOURCES = (
    CaseSource.HOTLINE,
    CaseSource.PATROL,
    CaseSource.PATROL,
    CaseSource.RESIDENT,
    CaseSource.RESIDENT,
    CaseSource.PROPERTY,
    CaseSource.HEAD,
    CaseSource.CITY,
)
ASKED = {"asker": "刘女士", "phone": "13900001234", "channel": ReplyChannel.PHONE}
HOUR = timedelta(hours=1)
FULL, THIN = 60, 8  # closed cases of a year in the complete communities, and elsewhere


def build_cases(part: Part) -> None:
    """A year for every community of the part; the first one has what waits for the logins."""
    luck = part.luck("cases")
    categories = {row.code: row for row in Category.objects.filter(area=None)}
    for place in part.staffed:
        _build_year(part, place, FULL if place.number < 2 else THIN, luck, categories)
    if part.is_first:
        _build_waiting(part, part.staffed[0], categories)


def _build_year(part: Part, place: Staffed, number: int, luck: random.Random, categories: dict) -> None:
    """What departments have a part in went to the one of the login, every ninth of it by way of a wrong one first."""
    grids = part.places.grids_of(place.area) or [place.area]
    opened = [
        moment(part.today - timedelta(days=luck.randrange(12, 360)), luck.randrange(510, 1_020)) for _ in range(number)
    ]
    cases = [
        _closed(place, grids[turn % len(grids)], WORDS[(turn + place.number) % len(WORDS)], at, luck, categories)
        for turn, at in enumerate(opened)
    ]
    for case, tail in zip(cases, _numbers(number), strict=True):
        case.number = f"{timezone.localdate(case.opened_at).year}{tail:07d}"
    given = _give_to_units([case for case in cases if case.category.duty == DutyKind.JOINT])
    Case.objects.bulk_create(cases)
    Report.objects.bulk_create([_report(case, luck) for case in cases])
    legs = Leg.objects.bulk_create([leg for case in given for leg in _legs(case)])
    CaseClock.objects.bulk_create([*(clock for case in cases for clock in _clocks(case)), *map(_sign_clock, legs)])
    note_steps(case_acts, [step for case in cases for step in _steps(place, case)])
    note_steps(leg_acts, [Noted(leg, "give", "", LegState.GIVEN, leg.given_by, leg.given_at) for leg in legs])


def _numbers(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('grids_case_number') FROM generate_series(1, %s)", [count])
        return [number for (number,) in cursor.fetchall()]


def _closed(place: Staffed, grid, told: tuple, opened: datetime, luck: random.Random, categories: dict) -> Case:
    code, where, title, words, answer = told
    done = opened + timedelta(hours=luck.choice((4, 20, 26, 48, 70, 120, 200)))
    return Case(
        category=categories[code],
        area=grid,
        place=where,
        title=title,
        words=words,
        level=categories[code].level,
        state=CaseState.CLOSED,
        opened_by=place.clerk,
        opened_at=opened,
        accepted_by=place.clerk,
        accepted_at=min(opened + timedelta(minutes=luck.choice((20, 60, 200, 1_500))), done),
        handled_by=place.clerk,
        done_by=place.clerk,
        done_at=done,
        result=CaseResult.EXPLAINED if luck.random() < 0.15 else CaseResult.SOLVED,
        answer=answer,
        verified_by=place.secretary,
        verified_at=done + timedelta(hours=2),
        closed_by=place.secretary,
        closed_at=done + timedelta(days=2),
    )


def _give_to_units(cases: list[Case]) -> list[Case]:
    """The same, led by the department of the login, done by its clerk; none where there is no such department."""
    post = _post(PostKind.DEPARTMENT)
    for turn, case in enumerate(cases if post else []):
        case.lead, case.handled_by, case.done_by = post.institution, None, post.holder
        case.assigned_by, case.assigned_at = case.accepted_by, min(case.accepted_at + HOUR, case.done_at)
        case.returns = int(turn % 9 == 4)
        case.hops = case.returns + 1
    return cases if post else []


def _legs(case: Case) -> list[Leg]:
    """The lead's part, done; before it that of the unit that gave it back, where there was one."""
    given = {"case": case, "role": LegRole.LEAD, "given_by": case.assigned_by, "asked": "请到现场查看后办理"}
    legs = []
    if case.returns:
        wrong = Institution.objects.filter(kind=case.lead.kind).exclude(pk=case.lead_id).order_by("pk").first()
        kept = {"institution": wrong or case.lead, "state": LegState.RETURNED, "was_right": False, "hop": 1}
        told = {"return_kind": "not_duty", "reason": "不属本单位职责，请转主管部门"}
        ended = min(case.assigned_at + HOUR, case.done_at)
        legs.append(Leg(**given, **kept, **told, given_at=case.assigned_at, signed_at=ended, ended_at=ended))
    began = legs[0].ended_at if legs else case.assigned_at
    kept = {"institution": case.lead, "holder": case.lead, "state": LegState.DONE, "was_right": True, "hop": case.hops}
    signed = {"signed_by": case.done_by, "signed_at": min(began + HOUR, case.done_at)}
    ended = {"ended_by": case.done_by, "ended_at": case.done_at, "outcome": case.answer}
    return [*legs, Leg(**given, **kept, **signed, **ended, given_at=began)]


def _sign_clock(leg: Leg) -> CaseClock:
    return CaseClock(
        case=leg.case,
        leg=leg,
        kind=ClockKind.SIGN,
        limit_number=4,
        limit_unit="clock_hour",
        clock=[[leg.given_at.isoformat(), leg.signed_at.isoformat(), True, ""]],
        due_at=leg.given_at + 4 * HOUR,
        stopped_at=leg.signed_at,
    )


def _report(case: Case, luck: random.Random) -> Report:
    source = luck.choice(SOURCES)
    wants = source in (CaseSource.HOTLINE, CaseSource.RESIDENT)
    is_asked = wants and luck.random() < 0.8
    return Report(
        case=case,
        first_case=case,
        source=source,
        outside_number=f"GD{case.number}" if source == CaseSource.HOTLINE else "",
        year=timezone.localdate(case.opened_at).year,
        told_at=case.opened_at,
        channel=ReplyChannel.PHONE if wants else ReplyChannel.NONE,
        entered_by=case.opened_by,
        entered_at=case.opened_at,
        reply=case.answer,
        replied_by=case.verified_by,
        replied_at=case.verified_at,
        was_contacted=True if is_asked else None,
        is_solved=case.result == CaseResult.SOLVED if is_asked else None,
        stars=luck.choice((5, 5, 4, 4, 3, 2)) if is_asked else None,
        rated_at=case.closed_at if is_asked else None,
    )


def _clocks(case: Case) -> list[CaseClock]:
    """As they stopped; a round number of days is near enough to working days here."""
    limits = (
        (ClockKind.ACCEPT, case.opened_at, case.accepted_at, timedelta(hours=4), (4, "clock_hour")),
        (ClockKind.HANDLE, case.accepted_at, case.done_at, timedelta(days=7), (7, "day")),
    )
    return [
        CaseClock(
            case=case,
            kind=kind,
            limit_number=limit[0],
            limit_unit=limit[1],
            clock=[[start.isoformat(), end.isoformat(), True, ""]],
            due_at=start + whole,
            stopped_at=end,
            yellow_at=start + whole if end > start + whole else None,
        )
        for kind, start, end, whole, limit in limits
    ]


def _steps(place: Staffed, case: Case) -> list[Noted]:
    by_unit = (
        ("assign", CaseState.ASSIGNED, place.clerk, case.assigned_at),
        ("start", CaseState.HANDLING, case.done_by, case.assigned_at),
        ("finish_by_lead", CaseState.DONE, case.done_by, case.done_at),
    )
    by_desk = (
        ("take", CaseState.HANDLING, place.clerk, case.accepted_at),
        ("finish", CaseState.DONE, place.clerk, case.done_at),
    )
    course = (
        ("enter", CaseState.REPORTED, place.clerk, case.opened_at),
        ("accept", CaseState.ACCEPTED, place.clerk, case.accepted_at),
        *(by_unit if case.lead_id else by_desk),
        ("verify", CaseState.VERIFIED, place.secretary, case.verified_at),
        ("close", CaseState.CLOSED, place.secretary, case.closed_at),
    )
    steps, before = [], ""
    for act, state, by, at in course:
        steps.append(Noted(case, act, before, state, by, at))
        before = state
    return steps


# --- Where the logins work ------------------------------------------------------------------------------------------------


@dataclass
class Waiting:
    """The people of the logins around one grid, and what they do to cases there."""

    place: Staffed
    grid: Area
    worker: User
    clerk: User
    unit: Institution
    today: date
    categories: dict

    def begin(self, turn: int, days: int = 0, source: str = CaseSource.RESIDENT, **told) -> Case:
        code, where, title, words, _ = WORDS[turn % len(WORDS)]
        said = Told(source=source, told_at=moment(self.today - timedelta(days=days), 560) if days else None, **told)
        fields = {"category": self.categories[code], "area": self.grid, "place": where, "title": title, "words": words}
        return open_case(**fields, told=said, by=self.place.clerk)

    def do(self, key: str, case: Case, by: User, **said) -> Case:
        return perform_one(case_acts, key, pk=case.pk, by=by, **said)

    def accept(self, turn: int, **told) -> Case:
        return self.do("accept", self.begin(turn, **told), self.worker)

    def give(self, turn: int, **told) -> Leg:
        """Its leg at the department."""
        case = self.accept(turn, **told)
        self.do("assign", case, self.place.secretary, lead=self.unit, asked="请到现场查看后办理")
        return Leg.objects.filter(case=case).latest("pk")

    def finish(self, turn: int, result: str, answer: str, **told) -> Case:
        case = self.do("take", self.accept(turn, **told), self.worker)
        return self.do("finish", case, self.worker, result=result, answer=answer)


def _build_waiting(part: Part, place: Staffed, categories: dict) -> None:
    """One in each state, by the services; the department of the login has one to sign for, one in hand and one given back."""
    worker, post = _post(PostKind.GRID_WORKER), _post(PostKind.DEPARTMENT)
    if worker is None or post is None:
        return
    grid = (part.places.grids_of(place.area) or [place.area])[0]
    around = Waiting(place, grid, worker.holder, post.holder, post.institution, part.today, categories)
    _build_at_desk(around)
    _build_at_department(around)


def _build_at_desk(around: Waiting) -> None:
    first = around.begin(0, **ASKED)
    around.begin(2, days=6, source=CaseSource.HOTLINE, outside_number="12345-0001")
    add_report(case_id=first.pk, told=Told(source=CaseSource.PROPERTY), by=around.place.clerk)
    around.do("merge", around.begin(4), around.place.secretary, into=first)
    around.accept(8, days=3)
    around.finish(3, CaseResult.SOLVED, "物业已修好电梯", **ASKED)
    around.do("verify", around.finish(6, CaseResult.EXPLAINED, "已约定活动时间"), around.place.secretary)
    outside = OutsideMatter.objects.get(code="police")
    around.do("not_ours", around.begin(9), around.worker, outside=outside, reason="正在发生的打架，已请拨打110")


def _build_at_department(around: Waiting) -> None:
    clerk = around.clerk
    around.give(1, **ASKED)
    signed, back = around.give(7, **ASKED), around.give(5)
    perform_one(leg_acts, "sign", pk=signed.pk, by=clerk)
    make(request_acts, "ask_for_unit", by=clerk, leg=signed, kind="wait", number=None, words="等待配件到货，约三天")
    make(sending_acts, "send", by=clerk, leg=signed, words="请街道配合围挡")
    perform_one(leg_acts, "give_back", pk=back.pk, by=clerk, return_kind="not_duty", reason="停车秩序由交管办理")


def _post(kind: str) -> Post | None:
    """The post of the login."""
    posts = Post.objects.live().filter(kind=kind).select_related("holder", "institution")
    return posts.order_by("pk").first()
