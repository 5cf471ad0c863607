"""States of terms of property companies and of owners' committees, read off their days."""

from django.db.models import TextChoices


class TermState(TextChoices):
    """Whether a company's term at an estate has begun and is not over."""

    COMING = "coming", "未开始"
    IN_FORCE = "in_force", "服务中"
    ENDED = "ended", "已结束"


class CommitteeState(TextChoices):
    """Whether an estate has an owners' committee (业委会) in office."""

    NONE = "none", "未成立"
    IN_OFFICE = "in_office", "任期内"
    OVER = "over", "已届满"


class EstateNumber(TextChoices):
    """What a number of `DeadlineRule` is about."""

    COMMITTEE = "owners_committee", "业主委员会任期"
