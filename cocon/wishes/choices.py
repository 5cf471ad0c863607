"""Wishes of residents (微心愿): their kinds and states."""

from django.db.models import TextChoices


class WishKind(TextChoices):
    """What a wish is about."""

    GOODS = "goods", "生活用品"
    REPAIR = "repair", "维修安装"
    COMPANY = "company", "陪伴探访"
    LEARNING = "learning", "学习辅导"
    ERRAND = "errand", "代办出行"
    OTHER = "other", "其他"


class WishState(TextChoices):
    """States of a wish; transitions are in `wishes.rules`."""

    OPEN = "open", "待认领"
    CLAIMED = "claimed", "已认领"
    FULFILLED = "fulfilled", "待核实"
    CLOSED = "closed", "已实现"
    CANCELLED = "cancelled", "已取消"
