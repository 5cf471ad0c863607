"""Covenants: what they may say, and their days. Source: docs/rules.md, "Covenants": positive recognition only."""

from datetime import date

from orgtree.errors import RuleBroken
from orgtree.text.rules.scanner import refuse_private

PRIVATE = "不写个人姓名、电话和门牌号"


def checked_words(text: str, *, field: str) -> str:
    """`text` without outer blanks; raises RuleBroken at `field` where it has personal data: a covenant may be shown to everybody."""
    kept = text.strip()
    refuse_private(kept, field=field)
    return kept


def check_term(since: date, until: date | None) -> None:
    """Raise RuleBroken at `until` unless it ends after it began."""
    if until and until < since:
        raise RuleBroken("until", "最后一天不能早于开始日期", field="until")


def check_recognised(day: date, since: date, today: date) -> None:
    """Raise RuleBroken at `day` for one before the covenant or still to come; what was kept may be said after its end."""
    if not since <= day <= today:
        raise RuleBroken("day", f"日期应在{since}到今天之间", field="day")
