"""Which of two live report-ins stays when two files become one. Source: docs/rules.md, "One person twice"."""

from volunteers.members.rules.report_in import BELONGING


def keeps_first(first: str, second: str) -> bool:
    """Whether the first of two states stays: one that belongs goes before one that waits; of equals the first."""
    return first in BELONGING or second not in BELONGING
