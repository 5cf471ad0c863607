"""States of key tasks and supervision visits, parts of a mechanism, and the numbers that are laid down."""

from django.db.models import TextChoices


class KeyTaskState(TextChoices):
    """How a key task stands in its year's list."""

    OPEN = "open", "推进中"
    DONE = "done", "已办结"
    CANCELLED = "cancelled", "已取消"


class Everywhere(TextChoices):
    """To whom a milestone is given at once."""

    STREETS = "streets", "所有街道"
    COMMUNITIES = "communities", "所有社区"


class WorkState(TextChoices):
    """How far work is, counted from its milestones; what a wall chart colours."""

    NONE = "none", "未分解"
    DOING = "doing", "推进中"
    NEAR = "near", "临近期限"
    LATE = "late", "逾期"
    DONE = "done", "已完成"


class VisitState(TextChoices):
    """A supervision visit counts, or was entered wrongly."""

    HELD = "held", "已督导"
    VOID = "void", "登记有误"


class PartKind(TextChoices):
    """What a mechanism consists of."""

    FORCE = "force", "专项工作组"
    UNIT = "unit", "成员单位"
    TWO_MONTH = "two_month", "双月座谈会"
    HALF_YEAR = "half_year", "半年调度会"


class NormKey(TextChoices):
    """Numbers that those who keep the rules may change, dated."""

    VISITS = "visits", "每季度督导（次）"
    TWO_MONTH = "two_month", "每年双月座谈会（次）"
    HALF_YEAR = "half_year", "每年半年调度会（次）"
    NEAR = "near", "临近期限提前（天）"
    HOURS_MEMBER = "hours_member", "党员每年培训（学时）"
    HOURS_SECRETARY = "hours_secretary", "书记每年培训（学时）"
