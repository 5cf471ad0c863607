"""Words of publication and objection."""

from django.db.models import TextChoices


class NoticeState(TextChoices):
    """How far a published list is, by the calendar."""

    OPEN = "open", "公示中"
    OBJECTIONS = "objections", "可提异议"
    OVER = "over", "已结束"


class ObjectionState(TextChoices):
    """An objection waits, and is then upheld or declined."""

    FILED = "filed", "待裁定"
    UPHELD = "upheld", "成立"
    DECLINED = "declined", "不成立"


class Remedy(TextChoices):
    """What an upheld objection leads to."""

    REVERSE = "reverse", "冲正这一条积分"
    CORRECT = "correct", "由社区更正或补录"


class EntryStanding(TextChoices):
    """How far an entry has come; derived from publications and objections, never stored."""

    CONFIRMED = "confirmed", "已确认，待公示"
    PUBLISHED = "published", "公示中"
    OBJECTED = "objected", "异议办理中"
    FINAL = "final", "已生效"
    REVERSED = "reversed", "已冲正"
