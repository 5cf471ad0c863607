"""Covenants: their states, read off their days, and what may be recognised."""

from django.db.models import TextChoices


class CovenantState(TextChoices):
    """Whether a covenant holds today. That it was not kept is no state: nothing negative is kept."""

    IN_FORCE = "in_force", "履行中"
    ENDED = "ended", "已期满"


class RecognitionKind(TextChoices):
    """What is recognised; every one of them is praise, and there is no other."""

    KEPT = "kept", "如约履行"
    THANKED = "thanked", "居民点赞"
    MODEL = "model", "示范带动"
