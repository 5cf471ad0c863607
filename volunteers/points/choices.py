"""The words of the points table, of the ledger and of a member's year."""

from django.db.models import IntegerChoices, TextChoices


class RuleSetState(TextChoices):
    """Whether a version of the points table is still being written."""

    DRAFT = "draft", "草稿"
    PUBLISHED = "published", "已发布"


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


class ItemEntry(TextChoices):
    """How an item of the points table gets into the ledger."""

    AUTO = "auto", "系统自动记入"
    SERVICE = "service", "服务记录"
    DESK = "desk", "社区登记"
    SELF = "self", "社区登记或本人申报"
    DEDUCT = "deduct", "扣减程序"


class ConfirmerRole(TextChoices):
    """Who confirms a deed; the permission behind each is in `points.rules.roles`."""

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


class Band(TextChoices):
    """Bands of a year: suggested by marks, decided by an organisation."""

    EXCELLENT = "excellent", "优秀候选"
    GOOD = "good", "良好"
    PASSED = "passed", "达标"
    BELOW = "below", "待提升"


class YearState(TextChoices):
    """How far a member's account of a year has come; derived from its columns, never stored."""

    OPEN = "open", "未结账"
    CLOSED = "closed", "待评定"
    DECIDED = "decided", "已评定"
    EXEMPT = "exempt", "免评"


class ExemptReason(TextChoices):
    """Why a member has no score for a year; stated by the desk, without a birthday or a diagnosis."""

    AGE = "age", "年满七十周岁"
    ILLNESS = "illness", "因病"
    AWAY = "away", "外派六个月以上"
    PARENTAL = "parental", "产假、育儿假"
