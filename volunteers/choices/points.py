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


class LedgerDamage(TextChoices):
    """What may be found wrong with the ledger (rules.chain)."""

    CHANGED = "changed", "内容被改动"
    MISSING = "missing", "条目缺失"
    MOVED = "moved", "次序被改动"
    SWAPPED = "swapped", "内容被对调"
    UNLINKED = "unlinked", "与前一条不衔接"
    TRUNCATED = "truncated", "末尾条目缺失"
    REWRITTEN = "rewritten", "与已存账根不符，链条被重写"
    ROOT = "root", "账根被改动"
    CREDIT = "credit", "计入分值与规则计算不符"
