"""What a branch held of 三会一课 in a quarter, and how far the entry is."""

from django.db.models import TextChoices


class Quarter(TextChoices):
    """A quarter of the year."""

    FIRST = "1", "第一季度"
    SECOND = "2", "第二季度"
    THIRD = "3", "第三季度"
    FOURTH = "4", "第四季度"


class Held(TextChoices):
    """Whether what every branch has was held as often as it should."""

    KEPT = "kept", "按期"
    MISSED = "missed", "未按期"


class HeldIfThere(TextChoices):
    """The same of what small branches have not: a committee, groups."""

    KEPT = "kept", "按期"
    MISSED = "missed", "未按期"
    NONE = "none", "不设"


class LifeState(TextChoices):
    """Entered by one, checked against the branch's records by another, or entered wrongly."""

    ENTERED = "entered", "待核对"
    CHECKED = "checked", "已核对"
    VOID = "void", "登记有误"
