"""What may be found wrong with a ledger."""

from django.db.models import TextChoices


class Damage(TextChoices):
    """What is wrong with an entry, or with a root."""

    CHANGED = "changed", "内容被改动"
    MISSING = "missing", "条目缺失"
    MOVED = "moved", "次序被改动"
    SWAPPED = "swapped", "内容被对调"
    UNLINKED = "unlinked", "与前一条不衔接"
    TRUNCATED = "truncated", "末尾条目缺失"
    REWRITTEN = "rewritten", "与已存账根不符，链条被重写"
    ROOT = "root", "账根被改动"
