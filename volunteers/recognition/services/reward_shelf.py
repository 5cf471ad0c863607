"""The catalogue: windows and rewards, kept by the community or the street that hands them out."""

from datetime import date

from django.db import transaction

from orgtree.choices import Permission as P
from orgtree.database.validation import check_valid
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area
from orgtree.scope.services import within_reach
from orgtree.units.services.seats import seat_area
from volunteers.recognition.choices.rewards import RedemptionState
from volunteers.recognition.models.reward import Reward, RewardWindow
from volunteers.recognition.rules.rewards import check_name

LONGEST_DAYS = 92  # a quarter: redeeming is an event, not a shop


@transaction.atomic
def save_window(
    *, window_id: int | None = None, area: Area, label: str, opens_on: date, closes_on: date, pick_up: str, by
) -> RewardWindow:
    """The window, new or changed; its area stays once rewards stand in it. Raises RuleBroken at the wrong field."""
    window = _own(RewardWindow, window_id, by) if window_id else RewardWindow()
    if window_id and window.area_id != area.pk and window.rewards.exists():
        raise RuleBroken("occupied", "已有兑换品，不能改到其他区域", field="area")
    window.area = seat_area(area, P.REWARD_MANAGE, by)
    window.label, window.pick_up = label.strip(), pick_up.strip()
    window.opens_on, window.closes_on = opens_on, closes_on
    if (closes_on - opens_on).days > LONGEST_DAYS:
        raise RuleBroken("too_long", f"一个兑换期不超过{LONGEST_DAYS}天", field="closes_on")
    check_valid(window, at="closes_on")
    window.save()
    return window


@transaction.atomic
def save_reward(*, reward_id: int | None = None, window: RewardWindow, by, **fields) -> Reward:
    """The reward, new or changed. Raises RuleBroken at the wrong field: a price after the first redemption, a stock too small."""
    reward = _own(Reward, reward_id, by) if reward_id else Reward()
    if not within_reach(RewardWindow, P.REWARD_MANAGE, by).filter(pk=window.pk).exists():
        raise not_found("兑换期", field="window")
    if reward_id:
        _check_change(reward, window, fields)
    reward.window = window
    for name, value in fields.items():
        setattr(reward, name, value)
    reward.name = reward.name.strip()
    check_name(reward.name)
    check_valid(reward)
    reward.save()
    return reward


def _own(model, pk: int, by):
    row = within_reach(model, P.REWARD_MANAGE, by).select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise not_found()
    return row


def _check_change(reward: Reward, window: RewardWindow, fields: dict) -> None:
    taken = reward.redemptions.exclude(state=RedemptionState.CANCELLED)
    quantity = sum(taken.values_list("quantity", flat=True))
    if quantity and (reward.window_id != window.pk or fields["cost"] != reward.cost):
        raise RuleBroken("redeemed", "已有人兑换，不能改兑换期和所需积分，可另建一件", field="cost")
    if fields["stock"] < quantity:
        raise RuleBroken("stock", f"已兑换{quantity}件，数量不能少于它", field="stock")
