"""What was redeemed."""

from orgtree.declare import Section
from orgtree.workbooks import plain
from volunteers.members.models.member import Member


def section(member: Member) -> Section:
    rows = [
        (
            redemption.reward.name,
            str(redemption.quantity),
            str(redemption.points),
            redemption.get_state_display(),
            plain(redemption.reserved_at),
            plain(redemption.decided_at),
            redemption.reason,
        )
        for redemption in member.redemptions.select_related("reward")
    ]
    return Section("积分兑换", ("兑换品", "数量", "积分", "状态", "兑换时间", "发放或取消时间", "取消原因"), rows)
