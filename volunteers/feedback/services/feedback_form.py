"""《在职党员社区表现反馈表》 as the offices print it, and the list of a unit's sheets as a workbook."""

from collections.abc import Sequence
from decimal import Decimal
from typing import IO

from django.utils import timezone

from orgtree.sheets.documents import Document
from orgtree.sheets.workbooks import Heading, Sheet, plain, write_workbook
from volunteers.feedback.models import FeedbackSheet
from volunteers.feedback.services import corrections

TITLE = "在职党员社区表现反馈表"
MOST_RECORDS = 60  # lines of single services on one form; the sums are of all


def feedback_forms(sheets: Sequence[FeedbackSheet]) -> Document:
    """One form after the other, each on pages of its own; `sheets` is not empty."""
    document = Document(TITLE, meta=_meta(sheets[0]))
    _fill(document, sheets[0])
    for sheet in sheets[1:]:
        document.next_page(TITLE, meta=_meta(sheet))
        _fill(document, sheet)
    return document


def _meta(sheet: FeedbackSheet) -> str:
    return f"编号：{sheet.number}　　周期：{sheet.stretch.label}"


def _fill(document: Document, sheet: FeedbackSheet) -> None:
    shown = sheet.shown
    facts = shown["facts"]
    document.facts(
        [
            ("姓名", shown["name"]),
            ("工作单位", shown["unit"]),
            ("报到社区", shown["community"]),
            ("周期", shown["period"]),
            ("服务次数", f"{facts['times']}次"),
            ("服务时长", f"{facts['hours']}小时"),
            ("认领岗位", "、".join(facts["posts"]) or "无"),
        ]
    )
    _services(document, facts)
    boxes = [("社区评语", shown["community_text"])]
    if sheet.period_kind == "Y":
        boxes.insert(0, ("评价等次", shown["grade"]))
    document.boxes(boxes, height_cm=1.2)
    document.boxes([("本人意见", _reply(shown)), ("单位回执", _receipt(sheet))], height_cm=1.2)
    document.signatures("社区党组织（盖章）", "单位党组织（盖章）", "党员本人")
    _foot(document, sheet)


def _services(document: Document, facts: dict) -> None:
    document.table(
        ["服务类别", "次数", "时长（小时）"], facts["kinds"] or [["本期没有服务记录", "0", "0"]], widths=[4, 1, 1.5]
    )
    shown = facts["records"][:MOST_RECORDS]
    if shown:
        document.table(["日期", "服务类别", "时长（小时）"], shown, widths=[1.5, 4, 1.5])
    if len(facts["records"]) > len(shown):
        document.note(f"另有{len(facts['records']) - len(shown)}条明细未列，次数与时长已计入。")


def _reply(shown: dict) -> str:
    return "：".join(filter(None, [shown["reply"], shown["reply_text"]]))


def _receipt(sheet: FeedbackSheet) -> str:
    if not sheet.acknowledged_at:
        return ""
    return "　".join(filter(None, [f"已于{timezone.localdate(sheet.acknowledged_at)}签收", sheet.unit_text]))


def _foot(document: Document, sheet: FeedbackSheet) -> None:
    if not sheet.frozen:
        document.note("本表尚未签发，仅供核对，不作反馈依据。")
        return
    document.note(f"签发：{sheet.frozen['signed_by']}　{sheet.frozen['signed_on']}　　校验码：{sheet.code}")
    document.note(f"内容摘要（SHA-256）：{sheet.digest}")
    document.note("凭编号与校验码可在本平台“反馈表核验”页面核对真伪。")
    for change in corrections(sheet):
        document.note(f"此后有更正（不改动本表）：{change}")


def received_workbook(sheets: Sequence[FeedbackSheet], *, about: str) -> IO[bytes]:
    """A row for each sheet, as signed."""
    headings = [
        Heading("编号"),
        Heading("姓名", width=12),
        Heading("报到社区"),
        Heading("周期", width=18),
        Heading("服务次数", number=True, summed=True),
        Heading("服务时长", number=True, decimals=1, summed=True),
        Heading("认领岗位", width=24),
        Heading("评价等次", width=10),
        Heading("社区评语", width=30),
        Heading("本人意见", width=24),
        Heading("签发日期", width=12),
        Heading("状态", width=14),
    ]
    return write_workbook([Sheet("反馈表", "在职党员社区表现反馈汇总表", about, headings, map(_row, sheets))])


def _row(sheet: FeedbackSheet) -> list:
    shown = sheet.shown
    facts = shown["facts"]
    return [
        sheet.number,
        shown["name"],
        shown["community"],
        shown["period"],
        facts["times"],
        Decimal(facts["hours"]),
        "、".join(facts["posts"]),
        shown["grade"],
        shown["community_text"],
        _reply(shown),
        plain(sheet.signed_at)[:10],
        sheet.get_state_display(),
    ]
