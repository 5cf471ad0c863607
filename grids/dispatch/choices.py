"""Rules of dispatch: how far one is in time, and the numbers by which a class earns to be given out by itself."""

from django.db.models import TextChoices


class RuleState(TextChoices):
    """Read off the days."""

    PLANNED = "planned", "待启用"
    HELD = "held", "适用中"
    ENDED = "ended", "已停用"


class DispatchKey(TextChoices):
    """What a number of the dated rules is about."""

    LAST = "last", "自动交办：看最近多少件"
    SHARE = "share", "自动交办：准确率不低于（%）"
