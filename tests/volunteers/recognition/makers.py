"""Rows of this subject's nouns in each state that an act may leave: see tests/makers.py."""

from uuid import uuid4

from orgtree.acts import make
from tests.volunteers.recognition.test_rewards import reward_in, served_two_hours, window_at
from volunteers.choices import RedemptionState
from volunteers.models import Redemption, Reward, RewardWindow
from volunteers.recognition.services.rewards import redemptions


def to_spend(town, member, cost=4) -> Reward:
    """Four points for a service of two hours, and a towel."""
    if not RewardWindow.objects.exists():
        reward_in(window_at(town.east, town.secretary), town.secretary, cost=cost)
    served_two_hours(member, town.clerk)
    return Reward.objects.get()


def reserved(town, member) -> Redemption:
    return make(redemptions, "redeem", reward=to_spend(town, member), by=member.user).row


MAKERS = {"volunteers.redemption": {RedemptionState.RESERVED: reserved}}
BEGINNINGS = {
    "volunteers.redemption.redeem": lambda town, member: {
        "member": member,
        "reward": to_spend(town, member, cost=1),
        "client_key": uuid4(),
    }
}
