"""Units that reported in, and feedback sheets on their way: some to read, some to sign, some to acknowledge."""

import random
from datetime import date

from config.demo_district.district_map import Part
from config.demo_district.people import LOGINS
from orgtree.acts import make, perform, perform_one
from orgtree.choices import PostKind
from orgtree.models import Area, Institution, Post, User
from volunteers.choices import ConsentPurpose
from volunteers.feedback.rules import Stretch
from volunteers.feedback.services import draw_sheets, feedback_sheets
from volunteers.members.services.consents import record_consents
from volunteers.members.services.unit_report_ins import unit_report_ins
from volunteers.models import FeedbackSheet, Member, UnitReportIn

SERVICES = ("义诊、健康讲座", "法律咨询、矛盾调解", "应急抢险、设施维修", "课业辅导、阅读推广", "")
TEXTS = ("积极参加社区服务，按时到岗。", "热心邻里事务，群众反映好。", "能够完成认领的任务。")


def build_feedback(part: Part) -> None:
    """Report-ins of units in every community, and the sheets of the last quarter where the logins work."""
    luck = part.luck("feedback")
    for place in part.staffed:
        _pair(place.area, place.secretary, luck)
    if part.is_first:
        home = part.staffed[0]
        clerk = _login(PostKind.UNIT_ORG)
        own = _file(clerk.posts.get().institution, home.area, clerk, luck)
        perform(unit_report_ins, "accept", ids=[own.pk], by=home.secretary)
        _sheets(home.area, home.secretary, part.today, luck)


def _login(kind: str) -> User:
    return User.objects.get(account=next(login.account for login in LOGINS if login.kind == kind))


def _pair(community: Area, secretary: User, luck: random.Random) -> None:
    """Two or three units of the street report in; all but the last are accepted."""
    units = Institution.objects.filter(area=community.parent_id).exclude(posts__kind=PostKind.UNIT_ORG)
    found = list(units.order_by("pk"))
    chosen = luck.sample(found, min(len(found), 3))
    rows = [_file(unit, community, secretary, luck) for unit in chosen]
    perform(unit_report_ins, "accept", ids=[row.pk for row in rows[:-1]], by=secretary)


def _file(unit: Institution, community: Area, by: User, luck: random.Random) -> UnitReportIn:
    return make(
        unit_report_ins,
        "file",
        unit=unit,
        community=community,
        party_org=f"{unit.name}党支部",
        head="示例负责人",
        liaison="示例联络员",
        members_count=luck.randint(8, 120),
        services=luck.choice(SERVICES),
        by=by,
    ).row


def _sheets(community: Area, secretary: User, today: date, luck: random.Random) -> None:
    """The last quarter: a third to read, a third to sign, the rest sent; the members of the unit's login among them."""
    unit = Post.objects.get(kind=PostKind.UNIT_ORG).institution
    ids = list(Member.objects.filter(report_ins__community=community).order_by("pk").values_list("pk", flat=True))
    first, *others = Member.objects.filter(pk__in=ids).order_by("pk")
    for member in (first, *others[2:8]):
        member.unit, member.unit_name = unit, unit.name
        member.save(update_fields=["unit", "unit_name"])
        record_consents(member, [ConsentPurpose.UNIT_FEEDBACK], on_paper=True, by=None)
    for stretch in (Stretch.holding("Q", today).previous, Stretch.holding("Q", today)):
        draw_sheets(community=community, stretch=stretch, by=secretary)
    sheets = list(FeedbackSheet.objects.filter(community=community).order_by("period_start", "pk"))
    for text in TEXTS:
        chosen = [sheet.pk for sheet in sheets if sheet.pk % len(TEXTS) == TEXTS.index(text)]
        perform(feedback_sheets, "appraise", ids=chosen, text=text, by=secretary)
    perform(feedback_sheets, "show", ids=[sheet.pk for sheet in sheets], by=secretary)
    _answer(sheets, first, secretary, luck)


def _answer(sheets: list[FeedbackSheet], first: Member, secretary: User, luck: random.Random) -> None:
    """Most have replied; the older quarter is signed. The first login's newest sheet still waits for their answer."""
    newest = max(sheet.period_start for sheet in sheets)
    for sheet in sheets:
        if sheet.period_start < newest or (sheet.member_id != first.pk and luck.random() < 0.6):
            perform_one(feedback_sheets, "reply_on_paper", pk=sheet.pk, agreed=True, by=secretary)
    older = [sheet.pk for sheet in sheets if sheet.period_start < newest]
    perform(feedback_sheets, "sign", ids=older, by=secretary)
