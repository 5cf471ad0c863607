"""What a notice calls a row. Source: docs/rules.md, "Notices" (docs/decisions/0089-notices-and-links.md)."""

from django.db.models import Model


def called(row: Model) -> str:
    """Its kind with its number, where it has none with its key: 共建需求第12号. Never what somebody typed: a notice goes by SMS and mail."""
    number = getattr(row, "number", None)
    told = number if isinstance(number, str) and number else f"第{row.pk}号"
    return f"{row._meta.verbose_name}{told}"
