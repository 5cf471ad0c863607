"""The words of redeeming points (积分兑换)."""

from django.db.models import IntegerChoices, TextChoices


class RewardKind(TextChoices):
    """What may be had for points; money in any shape is not among it."""

    BOOK = "book", "图书"
    DAILY = "daily", "生活用品"
    SOUVENIR = "souvenir", "纪念品"
    ACTIVITY = "activity", "活动名额"
    SERVICE = "service", "便民服务"


class RedemptionState(TextChoices):
    """States of a redemption; transitions are the acts of `recognition.services.rewards`."""

    RESERVED = "reserved", "待领取"
    HANDED = "handed", "已领取"
    CANCELLED = "cancelled", "已取消"


class SpendKind(IntegerChoices):
    """A line of the ledger of redeemable points spends, or gives back exactly one earlier line."""

    SPEND = -1, "兑换"
    REFUND = 1, "退回"
