"""The roll on paper: the workbook of a called roll, and the sheet to sign at the door."""

from typing import IO

from django.utils import timezone

from orgtree.sheets.documents import Document
from orgtree.sheets.workbooks import Heading, Sheet, write_workbook
from volunteers.activities.models.activity import ActivitySession
from volunteers.activities.services.rolls import roll_of
from volunteers.service.choices import ServiceState

SPARE_LINES = 8  # for those who come without a place
HEADINGS = (
    Heading("序号", number=True),
    Heading("党员编号"),
    Heading("姓名"),
    Heading("工作单位", width=24),
    Heading("所在区域"),
    Heading("点名"),
    Heading("到场时间"),
    Heading("离场时间"),
    Heading("时长（小时）", number=True, decimals=1, summed=True),
    Heading("备注", width=24),
)


def roll_workbook(session: ActivitySession) -> IO[bytes]:
    """A file with everyone on the roll, how they are marked and the hours that came of it."""
    hours = {
        record.member_id: record.hours
        for record in session.services.filter(state__in=[ServiceState.SUBMITTED, ServiceState.CONFIRMED])
    }
    rows = (_row(number, row, hours.get(row.member_id)) for number, row in enumerate(roll_of(session), start=1))
    about = f"{session.when_in_words}；地点：{session.place}；主办：{session.activity.area.place_label}；导出时间：{_clock(timezone.now(), whole=True)}"
    return write_workbook([Sheet("点名表", f"{session.activity.title}点名表", about, HEADINGS, rows)])


def _row(number: int, row, hours) -> list:
    member = row.member
    note = row.excuse or ("现场加入" if row.is_walk_in else "") + ("扫码签到" if row.by_qr else "")
    return [
        number,
        member.number,
        member.name,
        member.unit_name,
        member.area.place_label,
        row.get_state_display(),
        _clock(row.arrived_at),
        _clock(row.left_at),
        hours,
        note,
    ]


def _clock(moment, *, whole: bool = False) -> str:
    if moment is None:
        return ""
    return f"{timezone.localtime(moment):{'%Y-%m-%d %H:%M' if whole else '%H:%M'}}"


def sign_in_sheet(session: ActivitySession) -> Document:
    """The sheet to sign by hand: everyone with a place, and empty lines for others."""
    meta = f"时间：{session.when_in_words}　地点：{session.place}"
    document = Document(f"{session.activity.title}签到表", meta=meta)
    rows = [
        [number, row.member.name, row.member.unit_name, "", "", ""]
        for number, row in enumerate(roll_of(session), start=1)
    ]
    rows += [[len(rows) + line, "", "", "", "", ""] for line in range(1, SPARE_LINES + 1)]
    document.table(["序号", "姓名", "工作单位", "签到时间", "签退时间", "本人签名"], rows, widths=[1, 2, 4, 2, 2, 2.5])
    document.note("时长按实际到场、离场时间计算，不含路途；以半小时为单位。")
    document.signatures("带队人", "社区党组织")
    return document
