"""Which kinds of party organisation may stand under which, and when a term's end is near.

Source: docs/rules.md, "The tree and party organisations" (区委 > 街道党工委 > 社区党委 > 网格党支部 > 楼院党小组 > 党员中心户; 任期届满前六个月提醒).
"""

from calendar import monthrange
from datetime import date

# kind -> kinds it may stand under; None: the superior is not kept here.
LEGAL_PARENTS: dict[str, frozenset[str | None]] = {
    "work_committee": frozenset({None, "committee"}),
    "committee": frozenset({None, "work_committee", "committee"}),
    "general_branch": frozenset({None, "work_committee", "committee"}),
    "branch": frozenset({None, "work_committee", "committee", "general_branch"}),
    "temporary": frozenset({None, "work_committee", "committee", "general_branch", "branch"}),
    "group": frozenset({"branch", "temporary"}),
    "household": frozenset({"branch", "group"}),
}

TERM_NOTICE_MONTHS = 6


def may_stand_under(kind: str, parent_kind: str | None) -> bool:
    """Whether an organisation of `kind` may have a superior of `parent_kind` (None: have none here)."""
    return parent_kind in LEGAL_PARENTS[kind]


def notice_reaches(today: date) -> date:
    """The last end of a term that is announced today: six months on, same day, or the month's last for the last."""
    years, month = divmod(today.month + TERM_NOTICE_MONTHS - 1, 12)
    year, month = today.year + years, month + 1
    last = monthrange(year, month)[1]
    is_last = today.day == monthrange(today.year, today.month)[1]
    return date(year, month, last if is_last else min(today.day, last))


def term_state(term_ends_on: date | None, today: date) -> str:
    """`over`, `near` (within six months), or `running`; an organisation without a term is running."""
    if term_ends_on is None or term_ends_on > notice_reaches(today):
        return "running"
    return "over" if term_ends_on <= today else "near"
