"""Tables of this floor, a module per noun."""

from grids.cases.models import Case, CaseClock, CaseRequest, Leg, Report, Sending
from grids.categories.models import Category, OutsideMatter
from grids.doors.models import DoorOrder, ReportPhoto, WindowCount
from grids.index.models import FormulaNumber, GridIndex, IndexPoint
from grids.ledger.models import GridLedger
from grids.opened.models import OpenMonth
from grids.replies.models import Reply, ReplyUse
from grids.staff.models import GridCard, GridCover, StaffNorm, StaffTerm, StaffTraining
from grids.whistles.models import ScoreNumber, Whistle, WhistleClock, WhistleLeg

__all__ = [
    "Case",
    "CaseClock",
    "CaseRequest",
    "Category",
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
