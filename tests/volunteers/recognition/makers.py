"""Rows of this subject's nouns in each state that an act may leave: see tests/makers.py."""

from tests.volunteers.recognition.test_rewards import reward_in, served_two_hours, window_at
from volunteers.choices import RedemptionState
from volunteers.models import Redemption, Reward, RewardWindow
from volunteers.recognition.services.rewards import redeem


def reserved(town, member) -> Redemption:
    """Points for a service of two hours, spent on a towel."""
    if not RewardWindow.objects.exists():
        reward_in(window_at(town.east, town.secretary), town.secretary)
    served_two_hours(member, town.clerk)
    return redeem(member_id=member.pk, reward_id=Reward.objects.get().pk, quantity=1, by=member.user)[0]


MAKERS = {"volunteers.redemption": {RedemptionState.RESERVED: reserved}}
