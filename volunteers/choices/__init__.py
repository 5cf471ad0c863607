"""Short permanent codes and their Chinese labels, a module per noun."""

from volunteers.choices.activity import ActivityReach, ActivityState, RollMethod, SignUpState
from volunteers.choices.certificate import CertificateState
from volunteers.choices.check_in import CheckInKind, CheckInOrigin, CheckInState
from volunteers.choices.data_request import DataRequestKind, DataRequestState
from volunteers.choices.deadline import DeadlineKey, DeadlineUnit
from volunteers.choices.deed import CardColour, DeedOrigin, DeedState
from volunteers.choices.duty import ClaimOrigin, ClaimState, DutyClass, DutyKind, DutyState, ReleaseCause
from volunteers.choices.emergency import (
    AnswerChannel,
    AttendanceState,
    CallUpState,
    EmergencyKind,
    EmergencyState,
    RunState,
)
from volunteers.choices.feedback import FeedbackGrade, FeedbackKind, FeedbackRunState, FeedbackState
from volunteers.choices.people import ActivityCategory, ClosingCause, ConsentPurpose, FreeTime
from volunteers.choices.points import (
    Band,
    CapWindow,
    CardRule,
    ConfirmerRole,
    DeductionEffect,
    EntryKind,
    ExemptReason,
    ItemEntry,
    LedgerDamage,
    PointCategory,
    PointUnit,
)
from volunteers.choices.report_in import CloseReason, ReportInOrigin, ReportInState, SuspendReason
from volunteers.choices.rewards import RedemptionState, RewardKind, SpendKind
from volunteers.choices.service import HourChangeState, ServiceOrigin, ServiceState
from volunteers.choices.standing import EntryStanding, ObjectionState, OrderState, Remedy
from volunteers.choices.teams import TeamKind, TeamPlace, TeamRole
from volunteers.choices.unit_report_in import UnitReportInState
from volunteers.choices.wishes import WishKind, WishState

__all__ = [
    "DataRequestKind",
    "DataRequestState",
    "CheckInKind",
    "ClosingCause",
    "CheckInOrigin",
    "CheckInState",
    "CertificateState",
    "OrderState",
    "RedemptionState",
    "RewardKind",
    "SpendKind",
    "Remedy",
    "ObjectionState",
    "ExemptReason",
    "EntryStanding",
    "Band",
    "ActivityCategory",
    "ActivityReach",
    "ActivityState",
    "AnswerChannel",
    "AttendanceState",
    "CallUpState",
    "CapWindow",
    "CardColour",
    "CardRule",
    "ClaimOrigin",
    "ClaimState",
    "CloseReason",
    "ConfirmerRole",
    "ConsentPurpose",
    "DeadlineKey",
    "DeadlineUnit",
    "DeductionEffect",
    "DeedOrigin",
    "DeedState",
    "DutyClass",
    "DutyKind",
    "DutyState",
    "EmergencyKind",
    "EmergencyState",
    "EntryKind",
    "HourChangeState",
    "LedgerDamage",
    "FeedbackGrade",
    "FeedbackKind",
    "FeedbackRunState",
    "FeedbackState",
    "FreeTime",
    "ItemEntry",
    "PointCategory",
    "PointUnit",
    "ReleaseCause",
    "ReportInOrigin",
    "ReportInState",
    "RollMethod",
    "RunState",
    "ServiceOrigin",
    "ServiceState",
    "SignUpState",
    "SuspendReason",
    "TeamKind",
    "TeamPlace",
    "TeamRole",
    "UnitReportInState",
    "WishKind",
    "WishState",
]
