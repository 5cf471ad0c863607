"""Which kinds of party organisation may stand under which, and when a term's end is near.

Source: domain.md section 6 (区委 > 街道党工委 > 社区党委 > 网格党支部 > 楼院党小组 > 党员中心户; 任期届满前六个月提醒).
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


def notice_begins(term_ends_on: date) -> date:
    """The day from which the end of a term is announced: six months before it, same day or the month's last."""
    month = term_ends_on.month - TERM_NOTICE_MONTHS
    year, month = (term_ends_on.year, month) if month > 0 else (term_ends_on.year - 1, month + 12)
    return date(year, month, min(term_ends_on.day, monthrange(year, month)[1]))
