"""Deeds reported for points: their states, who brought them forward, and the cards of deductions."""

from django.db.models import TextChoices


class CardColour(TextChoices):
    """A card is a reminder that lapses; it is seen by the person, the unit and the community alone."""

    YELLOW = "yellow", "黄牌"
    RED = "red", "红牌"


class DeedState(TextChoices):
    """States of a reported deed; transitions are in `services.deed_acts`."""

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
