"""Short permanent codes and their Chinese labels, a module per noun."""

from volunteers.activities.choices import (
    ActivityReach,
    ActivityState,
    PhotoState,
    RollMethod,
    SessionState,
    SignUpState,
)
from volunteers.check_ins.choices import CheckInKind, CheckInOrigin, CheckInState
from volunteers.duties.choices import ClaimOrigin, ClaimState, DutyClass, DutyKind, DutyState, ReleaseCause
from volunteers.emergencies.choices import (
    AnswerChannel,
    AttendanceState,
    CallUpState,
    EmergencyKind,
    EmergencyState,
    ShiftState,
)
from volunteers.feedback.choices import FeedbackGrade, FeedbackKind, FeedbackState
from volunteers.home.choices import DataRequestKind, DataRequestState
from volunteers.members.choices.deadline import DeadlineKey
from volunteers.members.choices.people import (
    ActivityCategory,
    ClosingCause,
    ConsentPurpose,
    ConsentState,
    FreeTime,
    MemberState,
)
from volunteers.members.choices.report_in import CloseReason, ReportInOrigin, ReportInState, SuspendReason
from volunteers.members.choices.unit_report_in import UnitReportInState
from volunteers.points.choices import (
    Band,
    CapWindow,
    CardRule,
    ConfirmerRole,
    DeductionEffect,
    EntryKind,
    ExemptReason,
    ItemEntry,
    PointCategory,
    PointUnit,
    RuleSetState,
    YearState,
)
from volunteers.recognition.choices.certificate import CertificateState
from volunteers.recognition.choices.rewards import RedemptionState, RewardKind, SpendKind
from volunteers.service.choices import HourChangeState, ServiceOrigin, ServiceState
from volunteers.standing.choices.deed import CardColour, DeedOrigin, DeedState
from volunteers.standing.choices.standing import EntryStanding, NoticeState, ObjectionState, Remedy
from volunteers.teams.choices import TeamKind, TeamPlace, TeamRole, TeamState

__all__ = [
    "DataRequestKind",
    "DataRequestState",
    "CheckInKind",
    "ClosingCause",
    "ConsentState",
    "MemberState",
    "CheckInOrigin",
    "CheckInState",
    "CertificateState",
    "RedemptionState",
    "RewardKind",
    "SpendKind",
    "Remedy",
    "NoticeState",
    "ObjectionState",
    "ExemptReason",
    "YearState",
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
    "FeedbackGrade",
    "FeedbackKind",
    "FeedbackState",
    "FreeTime",
    "ItemEntry",
    "PhotoState",
    "PointCategory",
    "PointUnit",
    "RuleSetState",
    "ReleaseCause",
    "ReportInOrigin",
    "ReportInState",
    "RollMethod",
    "ServiceOrigin",
    "ServiceState",
    "ShiftState",
    "SessionState",
    "SignUpState",
    "SuspendReason",
    "TeamKind",
    "TeamPlace",
    "TeamRole",
    "TeamState",
    "UnitReportInState",
]
