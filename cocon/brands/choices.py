"""States of a brand and of what is counted for it."""

from django.db.models import TextChoices


class BrandState(TextChoices):
    """Whether a brand's page is open to everybody."""

    DRAFT = "draft", "未公开"
    PUBLIC = "public", "已公开"
    ENDED = "ended", "已结束"


class TallyState(TextChoices):
    """An entry counts, or was wrong and counts no more."""

    COUNTED = "counted", "计入"
    VOID = "void", "已作废"
