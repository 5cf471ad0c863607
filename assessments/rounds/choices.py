"""How far a round, a report and a score sheet are."""

from django.db.models import TextChoices


class RoundState(TextChoices):
    """One way only, but for what was called off before it opened."""

    CREATED = "created", "筹备中"
    OPEN = "open", "进行中"
    CLOSED = "closed", "已截止"
    DECIDED = "decided", "已评定"
    PUBLISHED = "published", "已公布"
    ARCHIVED = "archived", "已归档"
    CANCELLED = "cancelled", "已取消"


class ReportState(TextChoices):
    """A subject's report, from being due to being accepted."""

    DUE = "due", "待提交"
    HANDED_IN = "handed_in", "待审阅"
    RETURNED = "returned", "待修改"
    ACCEPTED = "accepted", "已审定"


class SheetState(TextChoices):
    """What one of the panel gave to one subject."""

    DRAFT = "draft", "评分中"
    SIGNED = "signed", "已提交"


class MemberState(TextChoices):
    """Whether somebody is on the panel."""

    ON = "on", "在组"
    OFF = "off", "已退出"
