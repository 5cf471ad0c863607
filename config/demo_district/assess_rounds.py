"""Schemes and rounds of the demo: a draft with a refused item; last year's stars, this year's with scores coming in, departments and
member units by their own year, and the yearly reports of streets, which are opened once a year is closed.
"""

from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from assessments.models import Component, Item, PanelMember, PanelSheet, Round, RoundSubject, Scheme, SubjectReport
from assessments.rounds.services.panels import barred_for, member_acts, save_sheet, sheet_acts
from assessments.rounds.services.reports import prefilled, report_acts
from assessments.rounds.services.rounds import round_acts
from assessments.rounds.services.subjects import subject_acts
from assessments.schemes.services.schemes import scheme_acts, schemes_at
from config.demo_district.district_map import Part
from orgtree.acts import make, perform_one
from orgtree.choices import PeriodKind, PostKind
from orgtree.days.rules.periods import Period
from orgtree.errors import RuleBroken
from orgtree.figures.services.figures import close_period, fill_figures
from orgtree.models import Area, FigureFill, Post, User

WORDS = "现场看了阵地开放、网格公示和服务记录，询问了值班情况，台账与现场一致。"
ADDED = """

二、特色做法和突破
推动驻区单位认领需求，每月一次现场办公，群众反映的停车、楼道照明等问题逐项销号。

三、存在的问题和原因
周末值守力量偏弱，个别小区物业联动不够顺畅。

四、下一步思路和措施
调整排班，与物业签订联动约定，每季度向居民报告一次进展。"""


def build_rounds(part: Part) -> None:
    """In the first part, by the street of the logins and by the assessing office."""
    if not part.is_first:
        return
    street = part.communities[0].parent
    host, office = holder(PostKind.STREET_COMMITTEE, street), holder(PostKind.ASSESS_OFFICE, part.places.district)
    _scheme(part, office)
    last = _stars(part, street, host, part.today.year - 1)
    for member in PanelMember.objects.filter(round=last):
        score(last, member, sign=True)
    date_back(last, part)
    now = _stars(part, street, host, part.today.year)
    for turn, member in enumerate(PanelMember.objects.filter(round=now).order_by("pk")):
        score(now, member, sign=turn == 0, most=len(part.communities) + 3 - turn)
    for kind in ("departments", "units"):
        _others(part, kind, office if kind == "departments" else host)
    _reports(part, office)


def holder(kind: str, area: Area, turn: int = 0) -> User:
    """Who holds the post there."""
    posts = Post.objects.live().filter(kind=kind, area=area).select_related("holder").order_by("pk")
    return posts[turn].holder


def _scheme(part: Part, office: User) -> None:
    """Next year's scheme as a draft; one line of it was refused."""
    origin = _held(part.places.district, part.today.year, "report", "street")
    said = {"origin": origin, "area": part.places.district, "year": part.today.year + 1, "title": ""}
    draft = make(scheme_acts, "copy", by=office, **said).row
    try:
        perform_one(scheme_acts, "set_extras", pk=draft.pk, by=office, extras="E1 获领导批示 加分 2 2")
    except RuleBroken as broken:
        if broken.code != "red_line":
            raise


def _held(area: Area, year: int, kind: str, level: str) -> Scheme:
    return next(one for one in schemes_at(area, year) if (one.kind, one.level) == (kind, level))


def begin(area: Area, by: User, kind: str, level: str, year: int, **said) -> Round:
    """A round of the area by the scheme of the kind that holds there in the year, in preparation."""
    words = {"area": area, "scheme": _held(area, year, kind, level), "year": year, "title": "", "fill": None}
    return make(round_acts, "begin", by=by, **words | {"reports_due": None} | said).row


def put_panel_on(district: Area, row: Round, by: User) -> None:
    """Three who come from none of the subjects."""
    people = [by, *(holder(kind, district) for kind in (PostKind.ASSESS_OFFICE, PostKind.CASE_CENTRE))]
    if by == people[1]:
        people[0] = holder(PostKind.ORGANISATION_DEPT, district)
    for user in people:
        make(member_acts, "appoint", round=row, user=user, by=by)


def _stars(part: Part, street: Area, host: User, year: int) -> Round:
    """The street's communities, those that are not on the platform yet left out."""
    row = begin(street, host, "stars", "community", year)
    known = {area.pk for area in part.communities}
    for subject in RoundSubject.objects.filter(round=row).exclude(area__in=known):
        if subject.position > len(known) + 4:
            perform_one(subject_acts, "leave_out", pk=subject.pk, by=host, reason="今年新接入平台，从下一年起参加")
    put_panel_on(part.places.district, row, host)
    return perform_one(round_acts, "open", pk=row.pk, by=host)


def score(row: Round, member: PanelMember, *, sign: bool, most: int = 99) -> None:
    """Sheets of one of the panel, about the first subjects."""
    barred = barred_for(member)
    components = list(Component.objects.filter(scheme=row.scheme, source="panel"))
    subjects = [one for one in row.subjects.taking_part() if one.pk not in barred][:most]
    for turn, subject in enumerate(subjects):
        for component in components:
            items = Item.objects.filter(component=component).order_by("position")
            points = {
                item.pk: item.points - Decimal((turn * 3 + member.pk + at * 2) % 5) for at, item in enumerate(items)
            }
            said = {"subject": subject, "component": component, "points": points, "words": WORDS}
            sheet = save_sheet(**said, by=member.user)
            if sign:
                perform_one(sheet_acts, "sign", pk=sheet.pk, by=member.user)


def date_back(row: Round, part: Part) -> None:
    """Last year's happened last year."""
    zone = timezone.get_current_timezone()
    at = datetime(part.today.year - 1, 11, 20, 9, tzinfo=zone)
    Round.objects.filter(pk=row.pk).update(created_at=at - timedelta(days=20), opened_at=at)
    PanelSheet.objects.filter(subject__round=row, state="signed").update(signed_at=at + timedelta(days=9))


def _others(part: Part, kind: str, by: User) -> None:
    """Rounds whose facts come from the units' own year; where there is no such unit, none."""
    level = {"departments": "department", "units": "unit"}[kind]
    area = part.places.district if kind == "departments" else part.communities[0].parent
    try:
        row = begin(area, by, kind, level, part.today.year)
    except RuleBroken as broken:
        if broken.code != "no_subjects":
            raise
        return
    put_panel_on(part.places.district, row, by)
    perform_one(round_acts, "open", pk=row.pk, by=by)


def _reports(part: Part, office: User) -> None:
    """述职评议 over the streets, prepared; it opens when a year is closed."""
    due = part.today + timedelta(days=20)
    row = begin(part.places.district, office, "report", "street", part.today.year, reports_due=due)
    put_panel_on(part.places.district, row, office)
    at = datetime.combine(part.today + timedelta(days=30), datetime.min.time(), timezone.get_current_timezone())
    said = {"meeting_at": at + timedelta(hours=9), "meeting_place": "区委三楼会议室"}
    perform_one(round_acts, "arrange", pk=row.pk, by=office, **said)


def open_reports(today) -> bool:
    """Once all is counted: last year is closed and the yearly round opened, a report is in; False where that is done."""
    row = Round.objects.filter(scheme__kind="report", state="created").select_related("area").first()
    if row is None:
        return False
    office = holder(PostKind.ASSESS_OFFICE, row.area)
    year = Period(PeriodKind.YEAR, today.replace(year=today.year - 1, month=1, day=1))
    fill = FigureFill.objects.of(year).first()
    if fill is None or fill.closed_at is None:
        fill_figures(year)
        fill = close_period(period=year, by=holder(PostKind.ORGANISATION_DEPT, row.area))
    perform_one(round_acts, "edit", pk=row.pk, by=office, fill=fill)
    perform_one(round_acts, "open", pk=row.pk, by=office)
    report = SubjectReport.objects.filter(subject__round=row).order_by("subject__position").first()
    by = holder(PostKind.STREET_COMMITTEE, report.subject.area)
    perform_one(report_acts, "hand_in", pk=report.pk, by=by, text=prefilled(report).split("\n\n")[0] + ADDED)
    return True
