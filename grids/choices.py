"""Short permanent codes and their Chinese labels, a module per noun."""

from grids.cases.choices import CaseSource, CaseState, ClockKind, LegRole, LegState
from grids.categories.choices import CaseLevel, DutyKind
from grids.doors.choices import OrderState
from grids.replies.choices import ReplyKind, ReplyState

__all__ = [
    "CaseLevel",
    "CaseSource",
    "CaseState",
    "ClockKind",
    "DutyKind",
    "LegRole",
    "LegState",
    "OrderState",
    "ReplyKind",
    "ReplyState",
]
