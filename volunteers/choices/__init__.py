"""Short permanent codes and their Chinese labels, a module per noun."""

from volunteers.choices.activity import ActivityCategory, ActivityReach, ActivityState, RollMethod, SignUpState
from volunteers.choices.people import ConsentPurpose, FreeTime
from volunteers.choices.points import CapWindow, EntryKind, PointCategory, PointUnit
from volunteers.choices.report_in import CloseReason, ReportInOrigin, ReportInState
from volunteers.choices.service import ServiceOrigin, ServiceState

__all__ = [
    "ActivityCategory",
    "ActivityReach",
    "ActivityState",
    "CapWindow",
    "CloseReason",
    "ConsentPurpose",
    "EntryKind",
    "FreeTime",
    "PointCategory",
    "PointUnit",
    "ReportInOrigin",
    "ReportInState",
    "RollMethod",
    "ServiceOrigin",
    "ServiceState",
    "SignUpState",
]
