"""A copy of everything the platform keeps about one member, for the member (个人信息保护法 Art. 45)."""

from dataclasses import dataclass
from io import BytesIO

from django.utils import timezone
from xlsxwriter import Workbook

from orgtree.workbooks import FONT, HEADER, lie_on_a4, plain
from volunteers.choices import FreeTime
from volunteers.models import Consent, Member, PointEntry, ReportInStep, ServiceRecord
from volunteers.services.points import explain


@dataclass(frozen=True)
class Section:
    """One table of the copy; every value is text."""

    title: str
    headers: tuple[str, ...]
    rows: list[tuple[str, ...]]


def own_data(member: Member) -> dict:
    """{"导出时间": text, section title: [{header: text}]}, ready for JSON."""
    tables = {
        section.title: [dict(zip(section.headers, row, strict=True)) for row in section.rows]
        for section in _sections(member)
    }
    return {"导出时间": plain(timezone.now()), **tables}


def own_workbook(member: Member) -> bytes:
    """The same as an .xlsx, a sheet per table; cells are text, so that nothing in them can run as a formula (C01)."""
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True}) as book:
        for section in _sections(member):
            _write(book, section)
    return buffer.getvalue()


def _write(book: Workbook, section: Section) -> None:
    sheet = book.add_worksheet(section.title)
    title = book.add_format({**FONT, "bold": True, "font_size": 14})
    header = book.add_format(HEADER)
    text = book.add_format({**FONT, "num_format": "@", "text_wrap": True, "valign": "top"})
    sheet.write_string(0, 0, section.title, title)
    sheet.write_string(1, 0, f"本人数据，导出时间：{plain(timezone.now())}", book.add_format(FONT))
    for line, row in enumerate([section.headers, *section.rows], start=2):
        for column, value in enumerate(row):
            sheet.write_string(line, column, value, header if line == 2 else text)
    sheet.set_column(0, len(section.headers) - 1, 20)
    sheet.freeze_panes(3, 0)
    lie_on_a4(sheet, repeated_row=2)


def _sections(member: Member) -> list[Section]:
    return [_about(member), _report_ins(member), _services(member), _points(member), _consents(member)]


def _about(member: Member) -> Section:
    rows = [
        ("编号", member.number),
        ("姓名", member.name),
        ("手机号", member.phone),
        ("工作单位", member.unit_name),
        ("所在区域", member.area.path_label()),
        ("特长", "、".join(skill.name for skill in member.skills.all())),
        ("可服务时间", "、".join(FreeTime(code).label for code in member.free_times)),
        ("登记时间", plain(member.created_at)),
    ]
    return Section("我的信息", ("项目", "内容"), rows)


def _report_ins(member: Member) -> Section:
    steps = ReportInStep.objects.filter(report_in__member=member).select_related("report_in__community")
    rows = [
        (
            step.report_in.community.name,
            step.report_in.residence,
            step.get_state_display(),
            step.reason,
            plain(step.at),
        )
        for step in steps.order_by("at", "id")
    ]
    return Section("报到过程", ("社区", "居住小区、楼栋", "状态", "说明", "时间"), rows)


def _services(member: Member) -> Section:
    records = ServiceRecord.objects.filter(member=member).select_related("kind", "area").order_by("started_at", "id")
    rows = [
        (
            record.kind.name,
            plain(record.started_at),
            plain(record.ended_at),
            str(record.hours),
            str(record.people_served),
            record.note,
            record.area.name,
            record.get_origin_display(),
            record.get_state_display(),
            record.reason,
            "有" if record.photo else "无",
        )
        for record in records
    ]
    headers = (
        "服务类别",
        "开始",
        "结束",
        "小时",
        "服务人数",
        "服务内容",
        "归属",
        "来源",
        "状态",
        "退回或作废原因",
        "照片",
    )
    return Section("服务记录", headers, rows)


def _points(member: Member) -> Section:
    entries = PointEntry.objects.filter(account__member=member).select_related("credit").order_by("occurred_at", "id")
    rows = [
        (
            str(timezone.localtime(entry.occurred_at).year),
            entry.item_code,
            entry.get_kind_display(),
            plain(entry.occurred_at),
            str(entry.quantity),
            str(entry.credit.credited),
            explain(entry),
            entry.note,
        )
        for entry in entries
    ]
    return Section("积分", ("年度", "项目代码", "方向", "发生时间", "数量", "计入积分", "计算说明", "备注"), rows)


def _consents(member: Member) -> Section:
    consents = Consent.objects.filter(member=member).select_related("text").order_by("given_at", "id")
    rows = [
        (
            consent.text.get_purpose_display(),
            f"第{consent.text.version}版",
            "纸质" if consent.on_paper else "手机",
            plain(consent.given_at),
            plain(consent.withdrawn_at),
        )
        for consent in consents
    ]
    return Section("知情同意", ("目的", "版本", "方式", "同意时间", "撤回时间"), rows)
