"""The member's years: frozen totals, bands and who exempted them from what."""

from orgtree.declare import Section
from orgtree.sheets.workbooks import plain
from volunteers.members.models.member import Member
from volunteers.points.models.points import MemberYear


def section(member: Member) -> Section:
    rows = [
        (
            str(account.year),
            plain(account.frozen_total),
            plain(account.frozen_hours),
            account.get_suggested_band_display(),
            account.get_band_display(),
            account.band_reason,
            account.get_exempt_reason_display(),
        )
        for account in MemberYear.objects.filter(member=member).order_by("year")
    ]
    return Section("年度评定", ("年度", "结账积分", "结账时长", "建议等次", "评定等次", "理由", "免评原因"), rows)
