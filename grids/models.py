"""Tables of this floor, a module per noun."""

from grids.cases.models import Case, CaseClock, CaseRequest, Leg, Report, Sending
from grids.categories.models import Category, OutsideMatter
from grids.replies.models import Reply, ReplyUse

__all__ = [
    "Case",
    "CaseClock",
    "CaseRequest",
    "Category",
    "Leg",
    "OutsideMatter",
    "Reply",
    "ReplyUse",
    "Report",
    "Sending",
]
