"""What a member did about a case, and how it is with the points."""

from django.db.models import TextChoices


class HandKind(TextChoices):
    REPORTED = "reported", "上报"
    MEDIATED = "mediated", "协助调解"


class HandState(TextChoices):
    """Read off its moments."""

    WAITS = "waits", "待结案"
    CREDITED = "credited", "已记积分"
    VOID = "void", "不记积分"
