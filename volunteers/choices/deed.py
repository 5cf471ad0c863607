"""Deeds reported for points: where an item's entries come from, who confirms them, what a deduction brings."""

from django.db.models import TextChoices


class ItemEntry(TextChoices):
    """How an item of the points table gets into the ledger."""

    AUTO = "auto", "系统自动记入"
    SERVICE = "service", "服务记录"
    DESK = "desk", "社区登记"
    SELF = "self", "社区登记或本人申报"
    DEDUCT = "deduct", "扣减程序"


class ConfirmerRole(TextChoices):
    """Who confirms a deed; the permission behind each is in `rules.deeds`."""

    COMMUNITY = "CS", "社区党组织书记、积分员"
    ORGANISER = "AO", "活动负责人"
    GRID = "GW", "网格员"
    STREET = "ST", "街道"


class DeductionEffect(TextChoices):
    """What a deduction brings beside its points."""

    NO_POINTS = "no_points", "当次服务不计分"
    VOID = "void", "当次服务作废"
    NO_REDEMPTION = "no_redemption", "当年停止兑换"


class CardRule(TextChoices):
    """When a deduction brings a card."""

    YELLOW_AT_CAP = "yellow_at_cap", "扣满上限记黄牌"
    YELLOW = "yellow", "记黄牌"
    RED = "red", "记红牌"


class CardColour(TextChoices):
    """A card is a reminder that lapses; it is seen by the person, the unit and the community alone."""

    YELLOW = "yellow", "黄牌"
    RED = "red", "红牌"


class DeedState(TextChoices):
    """States of a reported deed; transitions are in `rules.deeds`."""

    SUBMITTED = "submitted", "待确认"
    NOTICED = "noticed", "已告知，等待说明"
    CONFIRMED = "confirmed", "已确认，待复核"
    CREDITED = "credited", "已记入积分"
    REJECTED = "rejected", "已退回"
    WITHDRAWN = "withdrawn", "已撤回"
    REVERSED = "reversed", "已冲正"


class DeedOrigin(TextChoices):
    """Who brought the deed forward."""

    SELF = "self", "本人申报"
    DESK = "desk", "社区登记"
    SHEET = "sheet", "表格导入"
