"""Deeds beside services: meetings, offices and honours, some waiting; one deduction that waits for the person's word."""

from datetime import date, timedelta
from decimal import Decimal

from config.demo_district.district_map import Part, Staffed
from config.demo_district.members import MEMBER_LOGINS
from config.demo_district.names import demo_phone
from orgtree.acts import perform, perform_one
from orgtree.choices import PostKind
from orgtree.days.rules.periods import Period
from orgtree.models import Area, Post, User
from volunteers.choices import DeedOrigin, ExemptReason
from volunteers.models import DeedReport, Member, MemberYear, ReportIn
from volunteers.standing.services.bands import year_accounts
from volunteers.standing.services.deed_acts import deed_acts
from volunteers.standing.services.deeds import DeedRow, report_deed
from volunteers.standing.services.objections import object_to_list
from volunteers.standing.services.publications import publish_quarter
from volunteers.standing.services.year_closing import close_accounts

# item, evidence, quantity or level, name of the deed
DEEDS = (
    ("G04", "社区议事会会议纪要", 1, ""),
    ("G06", "关于增设电动车充电棚的建议已采纳", 1, ""),
    ("G05", "网格事件已办结", 2, ""),
    ("H01", "社区表扬通报", 1, ""),
    ("G07", "与共建单位完成健身器材更新项目", 1, ""),
    ("H03", "区级表彰文件", 1, "年度防汛先进"),
)


def build_standing(part: Part) -> None:
    """A few deeds in each community, most of them confirmed; something to do for every login."""
    luck, today = part.luck("standing"), part.today
    for place in part.staffed:
        members = _on_roll(place.area)
        days = [today - timedelta(days=luck.randint(5, 60)) for _ in members]
        reports = [_enter(member, DEEDS[number], days[number], place.clerk) for number, member in enumerate(members)]
        perform(
            deed_acts,
            "confirm",
            ids=[report.pk for number, report in enumerate(reports) if number % 3],
            by=place.secretary,
        )
        if part.is_first and place.number == 0:
            _own_deeds(today)
        if members:
            _publish(place, members, today)


def build_last_year(part: Part) -> None:
    """The year before is closed and decided, after all that is still credited to it: in winter much of what is built is of its days."""
    for place in part.staffed:
        _close_last_year(place.area, part.today.year - 1, place.secretary)


def _on_roll(community: Area) -> list[Member]:
    """The first of the community's roll, one for each kind of deed."""
    on_roll = Member.objects.within(community).filter(report_ins__in=ReportIn.objects.belonging())
    return list(on_roll.distinct().order_by("pk")[: len(DEEDS)])


def _enter(member: Member, deed: tuple, day: date, by: User, *, origin: str = DeedOrigin.DESK) -> DeedReport:
    item, evidence, quantity, name = deed
    row = DeedRow(member.pk, item, day, evidence, Decimal(quantity), name, origin)
    report, _ = report_deed(row=row, by=by)
    return report


def _own_deeds(today: date) -> None:
    """The members who can sign in: an own report that waits, and for the first a deduction that waits for their word."""
    for place, number in enumerate(MEMBER_LOGINS):
        member = Member.objects.with_phone(demo_phone(number)).select_related("user", "area").get()
        if not member.report_ins.belonging().exists():
            continue
        _enter(member, DEEDS[1], today - timedelta(days=3), member.user, origin=DeedOrigin.SELF)
        if place == 0:
            clerk = Post.objects.filter(
                kind=PostKind.POINTS_CLERK, area__in=member.area.get_ancestors(include_self=True)
            )
            deed = ("N01", "周六环境整治报名后未到，也没有请假", 1, "")
            _enter(member, deed, today - timedelta(days=2), clerk.select_related("holder")[0].holder)


def _publish(place: Staffed, members: list[Member], today: date) -> None:
    """The last quarter published, with an objection that waits."""
    quarter = Period.holding("Q", today).previous
    notice = publish_quarter(
        area=place.area, year=quarter.start.year, quarter=(quarter.start.month + 2) // 3, by=place.secretary
    )
    objector = next((member for member in members if member.user_id), None)
    if objector:
        line = notice.lines.get(member=objector)
        object_to_list(notice_id=notice.pk, line_id=line.pk, text="8月的一次清扫没有计入，请核对", by=objector.user)


def _close_last_year(community: Area, year: int, secretary: User) -> None:
    """Closed, exemptions stated before, suggestions accepted for most."""
    accounts = MemberYear.objects.within(community).filter(year=year).order_by("pk")
    if first := accounts.first():
        perform_one(year_accounts, "exempt", pk=first.pk, reason=ExemptReason.AGE, by=secretary)
    close_accounts(account_ids=[account.pk for account in accounts], by=secretary)
    perform(year_accounts, "accept_bands", ids=[account.pk for account in accounts[3:]], by=secretary)
