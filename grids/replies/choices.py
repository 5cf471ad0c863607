"""Kinds and states of what may be answered in the same words."""

from django.db.models import TextChoices


class ReplyKind(TextChoices):
    """How a text is used: as the frame of an answer, or as what a policy says."""

    TEMPLATE = "template", "答复模板"
    POLICY = "policy", "政策口径"


class ReplyState(TextChoices):
    """Whether it may still be used; that its days are over is read off its last day."""

    OFFERED = "offered", "可用"
    WITHDRAWN = "withdrawn", "已停用"
