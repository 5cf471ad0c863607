"""The paper kit of a county [D3][D5]: 报到单, 报到登记表, 一览表, 服务记录卡, 联系方式一览表, filled or blank for the counter.

Only what the platform keeps is printed: no ID number, no door number; phones are masked, blanks are for the hand.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import IO

from django.db.models import QuerySet
from django.utils import timezone

from orgtree.choices import PostKind
from orgtree.models import Area, Post
from orgtree.sheets.documents import Document, day_in_words
from orgtree.sheets.workbooks import Heading, Sheet, write_workbook
from orgtree.text.rules import numbers
from orgtree.text.rules.numbers import year_in
from volunteers.members.choices.people import ActivityCategory, FreeTime
from volunteers.members.models.member import Member
from volunteers.members.models.report_in import ReportIn
from volunteers.recognition.services.volunteer_record import record_besides
from volunteers.service.models.service import ServiceRecord

BLANK_LINES = 14
ROSTER = ("序号", "编号", "姓名", "工作单位", "手机", "居住小区、楼栋", "编入", "特长", "接收日期")
CARD = ("日期", "时间", "服务内容", "类别", "小时", "确认")
CONTACTS = ("序号", "社区（村）", "所属街道（镇）", "书记", "经办人", "联系电话")


def report_in_slip(report_in: ReportIn | None = None) -> Document:
    """报到单: the member brings it, the community signs, the receipt below the cut line goes back to the unit."""
    document = Document("在职党员到社区报到单", meta=_numbered(report_in))
    document.facts(_person(report_in))
    document.paragraph(f"兹介绍本单位在职党员到{_place(report_in)}报到，请予接收并安排参加社区服务。")
    document.signatures("单位党组织（盖章）", "党员本人")
    document.cut_line("沿此线裁开")
    document.heading("报到回执")
    name = report_in.member.name if report_in else "＿＿＿＿＿＿"
    day = day_in_words(report_in.accepted_at) if report_in and report_in.accepted_at else "　　年　　月　　日"
    document.paragraph(f"你单位党员{name}已于{day}到{_place(report_in)}报到，我社区党组织已接收。")
    document.signatures("社区党组织（盖章）", "经办人")
    return document


def register_form(report_in: ReportIn | None = None) -> Document:
    """报到登记表: what the community keeps of the report-in."""
    document = Document("在职党员到社区报到登记表", meta=_numbered(report_in))
    member = report_in.member if report_in else None
    skills = "、".join(skill.name for skill in member.skills.all()) if member else ""
    times = "、".join(FreeTime(code).label for code in member.free_times) if member else ""
    kinds = "、".join(ActivityCategory(code).label for code in member.interests) if member else ""
    document.facts(
        [
            *_person(report_in),
            ("编入网格、楼栋", report_in.area.place_label if report_in and report_in.gridded_at else ""),
            ("特长", skills),
            ("可服务时间", times),
            ("愿意参加的服务", kinds),
            ("报到方式", report_in.get_origin_display() if report_in else ""),
            ("报到日期", day_in_words(report_in.submitted_at) if report_in else ""),
        ]
    )
    document.boxes([("认领岗位", ""), ("社区意见", ""), ("备注", "")], height_cm=2.2)
    document.signatures("社区党组织（盖章）", "党员本人")
    document.note("知情同意按平台所示各项分别签署，另附；本表不填身份证号和门牌号。")
    return document


def _numbered(report_in: ReportIn | None) -> str:
    return f"编号：{report_in.member.number}" if report_in else "编号：＿＿＿＿＿＿＿＿"


def _person(report_in: ReportIn | None) -> list[tuple[str, str]]:
    if report_in is None:
        return [(label, "") for label in ("姓名", "工作单位", "手机", "报到社区", "居住小区、楼栋")]
    member = report_in.member
    return [
        ("姓名", member.name),
        ("工作单位", member.unit_name),
        ("手机", member.masked_phone),
        ("报到社区", report_in.community.name),
        ("居住小区、楼栋", report_in.residence),
    ]


def _place(report_in: ReportIn | None) -> str:
    return report_in.community.name if report_in else "＿＿＿＿＿＿社区"


# --- 一览表 -----------------------------------------------------------------------------------------------------------


def on_roster(community: Area) -> QuerySet[ReportIn]:
    """The report-ins whose people stand on the community's roster."""
    return ReportIn.objects.belonging().filter(community=community).order_by("member_id")


def roster_rows(community: Area) -> list[tuple]:
    """The lines of 在职党员社区报到一览表: those who belong, by number; phones masked. Two queries."""
    report_ins = on_roster(community).select_related("member", "area__parent").prefetch_related("member__skills")
    return [(number, *_roster_row(report_in)) for number, report_in in enumerate(report_ins, start=1)]


def _roster_row(report_in: ReportIn) -> tuple:
    member = report_in.member
    return (
        member.number,
        member.name,
        member.unit_name,
        member.masked_phone,
        report_in.residence,
        report_in.area.place_label if report_in.gridded_at else "",
        "、".join(skill.name for skill in member.skills.all()),
        timezone.localdate(report_in.accepted_at),
    )


def roster_document(community: Area | None, rows: Sequence[tuple]) -> Document:
    """The list as a document across; without rows, lines to fill in by hand."""
    name = community.name if community else "＿＿＿＿＿＿社区"
    document = Document(
        "在职党员社区报到一览表",
        meta=f"社区：{name}　　日期：{day_in_words()}　　人数：{len(rows) or '＿＿'}",
        landscape=True,
    )
    lines = rows or [(number, *[""] * 8) for number in range(1, BLANK_LINES + 1)]
    document.table(ROSTER, lines, widths=[0.8, 1.4, 1.2, 2.6, 1.8, 2.4, 2.2, 2, 1.5])
    document.signatures("填表人", "社区党组织（盖章）")
    return document


def roster_workbook(community: Area, rows: Sequence[tuple]) -> IO[bytes]:
    headings = [
        Heading("序号", width=6),
        Heading("编号"),
        Heading("姓名", width=12),
        Heading("工作单位", width=28),
        Heading("手机"),
        Heading("居住小区、楼栋", width=24),
        Heading("编入", width=24),
        Heading("特长", width=20),
        Heading("接收日期", width=14),
    ]
    about = f"社区：{community.name}；时间：{day_in_words()}；口径：已接收、未转出未注销的报到党员；手机号脱敏"
    total = ["合计", f"{len(rows)}人", *[""] * 7]
    return write_workbook([Sheet("一览表", "在职党员社区报到一览表", about, headings, rows, total)])


# --- 服务(活动)记录卡 ---------------------------------------------------------------------------------------------------


def service_card(member: Member | None = None, year: int | None = None) -> Document:
    """服务（活动）记录卡 of a member and calendar year: confirmed services with their sum, training, honours, appraisals."""
    year = year or timezone.localdate().year
    records = _records_of(member, year) if member else []
    hours = sum((record.hours for record in records), Decimal(0))
    name = f"{member.name}（{member.number}）" if member else "＿＿＿＿＿＿"
    document = Document("在职党员社区服务（活动）记录卡", meta=f"姓名：{name}　　年度：{year}")
    if member:
        document.facts([("工作单位", member.unit_name), ("所在社区、网格", member.area.place_label)])
    lines = [_card_row(record) for record in records] or [[""] * len(CARD)] * BLANK_LINES
    document.table(CARD, lines, widths=[1.9, 1.8, 3.6, 1.9, 0.8, 1.5])
    if member:
        document.paragraph(f"合计：{len(records)}次，{numbers.plain(hours)}小时。只列已确认的记录。", indented=False)
        document.facts(record_besides(member, year).in_words(), across=1)
    document.signatures("社区党组织（盖章）", "党员本人")
    return document


def _records_of(member: Member, year: int) -> list[ServiceRecord]:
    records = ServiceRecord.objects.confirmed().filter(member=member, served_on__year=year)
    return list(records.select_related("kind", "decided_by").order_by("started_at", "pk"))


def _card_row(record: ServiceRecord) -> tuple:
    start, end = timezone.localtime(record.started_at), timezone.localtime(record.ended_at)
    decided = record.decided_by.name if record.decided_by else ""
    span = f"{start:%H:%M}–{end:%H:%M}"
    return (record.served_on, span, record.note, record.kind.name, numbers.plain(record.hours), decided)


# --- 社区联系方式一览表 -------------------------------------------------------------------------------------------------


def contact_rows(communities) -> list[tuple]:
    """The lines of 社区联系方式一览表: who is secretary and who handles report-ins; the number is for the hand. Two queries."""
    areas = list(communities.select_related("parent").order_by("code"))
    kinds = (PostKind.COMMUNITY_SECRETARY, PostKind.POINTS_CLERK)
    posts = Post.objects.live().filter(area__in=areas, kind__in=kinds).select_related("holder").order_by("pk")
    names: dict[tuple, list[str]] = {}
    for post in posts:
        names.setdefault((post.area_id, post.kind), []).append(post.holder.name)
    return [
        (
            number,
            area.name,
            area.parent.name if area.parent else "",
            *("、".join(names.get((area.pk, kind), [])) for kind in kinds),
            "",
        )
        for number, area in enumerate(areas, start=1)
    ]


def contacts_document(rows: Sequence[tuple]) -> Document:
    document = Document("社区联系方式一览表", meta=f"日期：{day_in_words()}")
    lines = rows or [(number, *[""] * 5) for number in range(1, BLANK_LINES + 1)]
    document.table(CONTACTS, lines, widths=[0.7, 2.2, 2, 1.8, 1.8, 2.2])
    document.note("联系电话由各社区填写办公电话。")
    return document


def contacts_workbook(rows: Sequence[tuple]) -> IO[bytes]:
    headings = [Heading(label, width=8 if label == "序号" else 22) for label in CONTACTS]
    about = f"时间：{day_in_words()}；范围：本人管理范围内的社区（村）；联系电话由各社区填写办公电话"
    total = ["合计", f"{len(rows)}个", *[""] * 4]
    return write_workbook([Sheet("联系方式", "社区联系方式一览表", about, headings, rows, total)])


def year_or_now(text: str | None, today: date) -> int:
    """A year asked for in an address, or this one."""
    return year_in(text, last=today.year) or today.year
