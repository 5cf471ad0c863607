"""What may become of a board that nobody opens."""

from django.db.models import TextChoices


class BoardState(TextChoices):
    """A board that nobody opened for long: asked about, kept, or hidden."""

    ASKED = "asked", "待决定"
    KEPT = "kept", "保留"
    HIDDEN = "hidden", "已隐藏"
