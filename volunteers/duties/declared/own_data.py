"""Every claim on a post, whatever became of it."""

from orgtree.declare import Section
from orgtree.sheets.workbooks import plain
from volunteers.duties.models import DutyClaim
from volunteers.members.models.member import Member


def section(member: Member) -> Section:
    claims = DutyClaim.objects.filter(member=member).select_related("post__area", "pledge").order_by("claimed_at", "id")
    rows = [
        (
            claim.post.title,
            claim.post.area.name,
            str(claim.pledge),
            "纸质" if claim.on_paper else "在线",
            claim.get_origin_display(),
            claim.get_state_display(),
            plain(claim.claimed_at),
            plain(claim.appointed_at),
            plain(claim.ended_at),
            claim.get_cause_display(),
            claim.reason,
        )
        for claim in claims
    ]
    headers = ("岗位", "区域", "承诺书", "签署", "来源", "状态", "认领时间", "任岗时间", "结束时间", "离岗原因", "说明")
    return Section("认岗记录", headers, rows)
