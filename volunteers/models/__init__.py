"""Tables of the first floor, a module per noun."""

from volunteers.models.activity import Activity, ActivitySession, NoShow, SignUp
from volunteers.models.call_up import CallUp, CallUpRun
from volunteers.models.certificate import Certificate
from volunteers.models.check_in import CheckIn
from volunteers.models.closing import DryRun, YearClosing
from volunteers.models.consent import Consent, ConsentText
from volunteers.models.data_request import DataRequest
from volunteers.models.deadline import DeadlineRule
from volunteers.models.deed import DeedReport
from volunteers.models.duty import DutyClaim, DutyPost, PledgeText
from volunteers.models.emergency import (
    Emergency,
    EmergencyArea,
    EmergencyLimits,
    EmergencyOrg,
    EmergencyPost,
    EmergencyRight,
    EmergencyStep,
    EmergencyTotals,
)
from volunteers.models.feedback import FeedbackRun, FeedbackSheet, ReceivedSheet
from volunteers.models.hour_change import HourChange
from volunteers.models.ledger_roots import LedgerCheck, LedgerHead, LedgerRoot
from volunteers.models.member import Activation, Member, Skill
from volunteers.models.outreach import CalendarFeed, EchoRemark, SessionEcho
from volunteers.models.points import MemberYear, PointCredit, PointEntry, RuleCap, RuleItem, RuleSet
from volunteers.models.publication import NoticeLine, Objection, PublicNotice
from volunteers.models.report_in import ReportIn, ReportInStep
from volunteers.models.reward import Redemption, Reward, RewardWindow, SpendEntry
from volunteers.models.service import ServiceKind, ServiceRecord
from volunteers.models.session_photo import SessionPhoto
from volunteers.models.shift import Shift, ShiftPlace
from volunteers.models.team import ServiceTeam, TeamMember
from volunteers.models.unit_report_in import UnitReportIn
from volunteers.models.wish import Wish

__all__ = [
    "DataRequest",
    "NoShow",
    "CheckIn",
    "Certificate",
    "Redemption",
    "Reward",
    "RewardWindow",
    "SpendEntry",
    "YearClosing",
    "PublicNotice",
    "Objection",
    "NoticeLine",
    "DryRun",
    "Activation",
    "Activity",
    "ActivitySession",
    "CallUp",
    "CallUpRun",
    "Consent",
    "ConsentText",
    "DeadlineRule",
    "DeedReport",
    "DutyClaim",
    "DutyPost",
    "Emergency",
    "EmergencyArea",
    "EmergencyLimits",
    "EmergencyOrg",
    "EmergencyPost",
    "EmergencyRight",
    "EmergencyStep",
    "EmergencyTotals",
    "HourChange",
    "FeedbackRun",
    "FeedbackSheet",
    "LedgerCheck",
    "LedgerHead",
    "LedgerRoot",
    "Member",
    "MemberYear",
    "PledgeText",
    "PointCredit",
    "PointEntry",
    "ReceivedSheet",
    "ReportIn",
    "ReportInStep",
    "RuleCap",
    "RuleItem",
    "RuleSet",
    "ServiceKind",
    "ServiceRecord",
    "ServiceTeam",
    "Shift",
    "ShiftPlace",
    "SignUp",
    "Skill",
    "TeamMember",
    "UnitReportIn",
    "Wish",
    "CalendarFeed",
    "EchoRemark",
    "SessionEcho",
    "SessionPhoto",
]
