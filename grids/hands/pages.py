"""A member's own reports of what is the matter around them."""

from grids.hands.lists import hand_list
from grids.hands.models import CaseHand
from grids.hands.services.acts import hand_acts
from orgtree.acts.pages import Group, Phone
from volunteers.members.pages.access import member_page

member_pages = Phone(
    hand_acts,
    hand_list,
    many="member-cases",
    one="member-case",
    seen=CaseHand.objects.mine,
    groups=(
        Group(
            "我上报和调解的",
            lambda user: CaseHand.objects.mine(user),
            "kind area progress",
            empty="还没有上报过。看见路灯不亮、垃圾没清、通道被占，都可以在这里说一声。",
        ),
    ),
    facts="state kind number title area where progress answer entered_at credited_at reason",
    makes="report",
    access=member_page,
    back=("member-services", "返回服务记录"),
    tab="services",
)
