"""The record that a member's data went to another handler: to whom, for what, which kinds (个人信息保护法 Art. 23; kept 3 years)."""

from orgtree.looks.services.access import record_rows
from orgtree.models import AccessLog
from volunteers.feedback.models import FeedbackSheet
from volunteers.feedback.rules import WITHHELD

PURPOSE = "在职党员双向反馈"
KINDS = "姓名、服务次数与时长、服务类别与日期、岗位、社区评价、本人意见"
FIRST_KINDS = "姓名、服务次数与时长、服务类别、社区评价、本人意见"  # under the first words of the consent


def disclose(sheet: FeedbackSheet, by) -> None:
    """Write the line; the sheet itself keeps what was said, when, and under which consent."""
    receiver = sheet.frozen["unit"]
    kinds = FIRST_KINDS if WITHHELD in sheet.frozen["facts"]["posts"] else KINDS
    record_rows(
        by,
        [sheet],
        action=AccessLog.Action.DISCLOSE,
        subject=f"反馈表{sheet.number}",
        area=sheet.community,
        reason=f"接收方：{receiver}；目的：{PURPOSE}；种类：{kinds}",
    )
