"""Short permanent codes and their Chinese labels, a module per noun."""

from grids.cases.choices import CaseSource, CaseState, ClockKind, LegRole, LegState
from grids.categories.choices import CaseLevel, DutyKind
from grids.replies.choices import ReplyKind, ReplyState

__all__ = [
    "CaseLevel",
    "CaseSource",
    "CaseState",
    "ClockKind",
    "DutyKind",
    "LegRole",
    "LegState",
    "ReplyKind",
    "ReplyState",
]
