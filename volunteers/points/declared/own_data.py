"""The ledger, with the reasons."""

from django.utils import timezone

from orgtree.declare import Section
from orgtree.sheets.workbooks import plain
from volunteers.members.models.member import Member
from volunteers.points.models.points import PointEntry
from volunteers.points.services.points import explain


def section(member: Member) -> Section:
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
