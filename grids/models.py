"""Tables of this floor, a module per noun."""

from grids.cases.models import Case, CaseClock, CaseRequest, Leg, Report, Sending
from grids.categories.models import Category, OutsideMatter
from grids.dispatch.models import DispatchNumber, DispatchRule, RuleUse
from grids.doors.models import DoorOrder, ReportPhoto, WindowCount
from grids.hands.models import CaseHand
from grids.index.models import FormulaNumber, GridIndex, IndexPoint
from grids.ledger.models import GridLedger
from grids.opened.models import OpenMonth
from grids.replies.models import Reply, ReplyUse
from grids.staff.models import GridCard, GridCover, StaffNorm, StaffTerm, StaffTraining
from grids.whistles.models import ScoreNumber, Whistle, WhistleClock, WhistleLeg

__all__ = [
    "Case",
    "CaseClock",
    "CaseHand",
    "CaseRequest",
    "Category",
    "DispatchNumber",
    "DispatchRule",
    "DoorOrder",
    "FormulaNumber",
    "GridCard",
    "GridCover",
    "GridIndex",
    "GridLedger",
    "IndexPoint",
    "Leg",
    "OpenMonth",
    "OutsideMatter",
    "Reply",
    "ReplyUse",
    "Report",
    "ReportPhoto",
    "RuleUse",
    "ScoreNumber",
    "Sending",
    "StaffNorm",
    "StaffTerm",
    "StaffTraining",
    "Whistle",
    "WhistleClock",
    "WhistleLeg",
    "WindowCount",
]
