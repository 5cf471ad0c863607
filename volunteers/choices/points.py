"""The words of the points table and of the ledger."""

from django.db.models import IntegerChoices, TextChoices


class PointCategory(TextChoices):
    """Chapters of the points table (docs/rules.md, "Points")."""

    BASIC = "B", "基本项"
    SERVICE = "S", "服务项"
    GOVERNANCE = "G", "治理项"
    HONOUR = "H", "荣誉项"
    DEDUCTION = "N", "扣减项"


class PointUnit(TextChoices):
    """What one quantity of an item is."""

    TIME = "time", "次"
    HOUR = "hour", "小时"
    MONTH = "month", "月"
    ITEM = "item", "件"
    LEVEL = "level", "级"


class CapWindow(TextChoices):
    """The stretch of time over which a cap counts."""

    DAY = "day", "每日"
    MONTH = "month", "每月"
    QUARTER = "quarter", "每季"
    YEAR = "year", "每年"


class EntryKind(IntegerChoices):
    """An entry earns, or takes back exactly one earlier entry."""

    EARN = 1, "计入"
    REVERSE = -1, "冲正"
