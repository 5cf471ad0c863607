"""A quarter's rewards at the community and the street of the demo's logins, and the first that were taken."""

from datetime import date, timedelta
from decimal import Decimal

from config.demo_district.names import demo_phone
from orgtree.acts import make, perform
from orgtree.models import User
from volunteers.models import Member, Redemption
from volunteers.recognition.services.reward_shelf import save_reward, save_window
from volunteers.recognition.services.rewards import balance_of, redemptions

SHELVES = {
    "shuji": (
        ("daily", "洗衣液", 8, 40, 2, "社区超市"),
        ("book", "《党的二十大报告学习辅导百问》", 10, 20, 1, ""),
        ("service", "家电上门检修一次", 12, 10, 1, "家电维修部"),
    ),
    "jiedao": (
        ("souvenir", "志愿服务纪念徽章", 6, 100, 1, ""),
        ("activity", "周末观影名额", 5, 60, 2, "街道文化站"),
    ),
}
TAKERS = 12


def build_rewards(today: date) -> None:
    """Windows that are open on `today`, their rewards, and some redemptions, half of them handed out."""
    quarter = (today.month + 2) // 3
    for account, shelf in SHELVES.items():
        keeper = User.objects.get(account=account)
        area = next(post.area for post in keeper.live_posts if post.area)
        window = save_window(
            area=area,
            label=f"{today.year}年第{quarter}季度积分兑换",
            opens_on=today - timedelta(days=5),
            closes_on=today + timedelta(days=25),
            pick_up=f"周六9:00至11:30，{area.name}党群服务中心",
            by=keeper,
        )
        for kind, name, cost, stock, limit, sponsor in shelf:
            save_reward(
                window=window,
                kind=kind,
                name=name,
                cost=Decimal(cost),
                stock=stock,
                per_person=limit,
                sponsor=sponsor,
                is_active=True,
                by=keeper,
            )
        _take_some(window, keeper)


def _take_some(window, keeper) -> None:
    """The counter redeems for those who have points; the three logins of members keep theirs to try it."""
    logins = [Member.objects.with_phone(demo_phone(number)).get().pk for number in (1, 2, 3)]
    members = Member.objects.within(window.area).exclude(pk__in=logins).order_by("pk")
    rewards = list(window.rewards.all())
    for position, member in enumerate(members[:TAKERS]):
        reward = rewards[position % len(rewards)]
        if balance_of(member).left >= reward.cost and member.report_ins.belonging().exists():
            make(redemptions, "redeem", member=member, reward=reward, by=keeper)
    taken = Redemption.objects.filter(reward__window=window).values_list("pk", flat=True)
    perform(redemptions, "hand_out", ids=list(taken)[::2], by=keeper)
