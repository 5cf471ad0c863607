"""What a category says of a case: who deals with it first, in what its limits are counted, whose duty it is."""

from django.db.models import TextChoices


class CaseLevel(TextChoices):
    """Who has a case in hand, from the grid upward."""

    L1 = "L1", "网格即办"
    L2 = "L2", "社区"
    L3 = "L3", "街道"
    L4 = "L4", "区级"


class LimitUnit(TextChoices):
    """What a limit of a case counts; the codes are those of clocks."""

    WORKDAY = "workday", "个工作日"
    HOUR = "hour", "工作小时"
    DAY = "day", "天"
    CLOCK_HOUR = "clock_hour", "小时（不分昼夜）"
    MINUTE = "minute", "分钟（不分昼夜）"


class DutyKind(TextChoices):
    """On which of the street's lists of duties (履职清单) an item stands."""

    BASIC = "basic", "基本履职"
    JOINT = "joint", "配合履职"
    WITHDRAWN = "withdrawn", "上级收回"


# 投诉建议: advice, and complaints about the community's own work, which go to the street. By code, as the classes are dated rows.
SUGGESTIONS = ("0803", "0804")
