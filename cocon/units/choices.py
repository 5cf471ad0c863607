"""States of what units and communities agree on."""

from django.db.models import TextChoices


class PairingState(TextChoices):
    """Whether a pairing is in force today, read off its days."""

    IN_FORCE = "in_force", "结对中"
    ENDED = "ended", "已结束"
