"""Tables of the first floor, a module per noun."""

from volunteers.activities.models.activity import Activity, ActivitySession, NoShow, SignUp
from volunteers.activities.models.outreach import CalendarFeed, EchoRemark, SessionEcho
from volunteers.activities.models.session_photo import SessionPhoto
from volunteers.check_ins.models import CheckIn
from volunteers.duties.models import DutyClaim, DutyPost, PledgeText
from volunteers.emergencies.models.call_up import CallUp, CallUpRun
from volunteers.emergencies.models.emergency import (
    Emergency,
    EmergencyArea,
    EmergencyLimits,
    EmergencyOrg,
    EmergencyPost,
    EmergencyRight,
    EmergencyStep,
    EmergencyTotals,
)
from volunteers.emergencies.models.shift import Shift, ShiftPlace
from volunteers.feedback.models import FeedbackRun, FeedbackSheet, ReceivedSheet
from volunteers.home.models import DataRequest
from volunteers.members.models.consent import Consent, ConsentText
from volunteers.members.models.member import Activation, Member, Skill
from volunteers.members.models.pair import MemberPair
from volunteers.members.models.phone_code import PhoneCode
from volunteers.members.models.placing import Placing
from volunteers.members.models.report_in import ReportIn
from volunteers.members.models.unit_report_in import UnitReportIn
from volunteers.points.models.ledger_roots import LedgerCheck, LedgerHead, LedgerRoot
from volunteers.points.models.points import MemberYear, PointCredit, PointEntry, RuleCap, RuleItem, RuleSet
from volunteers.recognition.models.certificate import Certificate
from volunteers.recognition.models.reward import Redemption, Reward, RewardWindow, SpendEntry
from volunteers.recognition.models.service_slip import ServiceSlip
from volunteers.service.models.hour_change import HourChange
from volunteers.service.models.service import ServiceKind, ServiceRecord
from volunteers.standing.models.closing import DryRun, YearClosing
from volunteers.standing.models.deed import DeedReport
from volunteers.standing.models.publication import NoticeLine, Objection, PublicNotice
from volunteers.teams.models import ServiceTeam, TeamMember

__all__ = [
    "DataRequest",
    "NoShow",
    "CheckIn",
    "Certificate",
    "ServiceSlip",
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
    "MemberPair",
    "MemberYear",
    "PhoneCode",
    "Placing",
    "PledgeText",
    "PointCredit",
    "PointEntry",
    "ReceivedSheet",
    "ReportIn",
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
    "CalendarFeed",
    "EchoRemark",
    "SessionEcho",
    "SessionPhoto",
]
