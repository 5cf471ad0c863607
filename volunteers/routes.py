"""What this app offers below /api/v1/: a line a noun."""

from orgtree.declare import registry
from orgtree.declare.opened import Route
from volunteers.activities.api.activities import SessionViewSet, SignUpViewSet
from volunteers.activities.api.activity_desk import ActivityViewSet
from volunteers.activities.api.session_photos import SessionPhotoViewSet
from volunteers.check_ins.api import CheckInViewSet
from volunteers.duties.api import DutyClaimViewSet, DutyPostViewSet
from volunteers.emergencies.api.emergencies import CallUpViewSet, EmergencyViewSet
from volunteers.emergencies.api.shifts import ShiftViewSet
from volunteers.feedback.api import FeedbackViewSet
from volunteers.home.api.data_requests import DataRequestViewSet
from volunteers.home.api.own import OwnAboutView, OwnConsentsView, OwnConsentView, OwnDataView, OwnRulesView
from volunteers.members.api.members import MemberViewSet
from volunteers.members.api.pairs import MemberPairViewSet
from volunteers.members.api.report_ins import ReportInViewSet
from volunteers.members.api.unit_report_ins import UnitReportInViewSet
from volunteers.points.api import PointEntryViewSet
from volunteers.recognition.api.certificates import CertificateViewSet
from volunteers.recognition.api.rewards import RedemptionViewSet
from volunteers.recognition.api.shelf import RewardViewSet
from volunteers.service.api.hour_changes import HourChangeViewSet
from volunteers.service.api.service_records import ServiceKindViewSet, ServiceRecordViewSet
from volunteers.standing.api.closings import YearClosingViewSet
from volunteers.standing.api.deeds import DeedReportViewSet
from volunteers.standing.api.objections import ObjectionViewSet
from volunteers.standing.api.publications import PublicationViewSet
from volunteers.standing.api.years import YearAccountViewSet
from volunteers.teams.api import ServiceTeamViewSet

registry.add_routes(
    (
        Route("members", MemberViewSet, "member"),
        Route("member-pairs", MemberPairViewSet, "member-pair"),
        Route("report-ins", ReportInViewSet, "report-in"),
        Route("duty-posts", DutyPostViewSet, "duty-post"),
        Route("duty-claims", DutyClaimViewSet, "duty-claim"),
        Route("check-ins", CheckInViewSet, "check-in"),
        Route("data-requests", DataRequestViewSet, "data-request"),
        Route("feedback", FeedbackViewSet, "feedback"),
        Route("unit-report-ins", UnitReportInViewSet, "unit-report-in"),
        Route("service-kinds", ServiceKindViewSet, "service-kind"),
        Route("service-records", ServiceRecordViewSet, "service-record"),
        Route("service-teams", ServiceTeamViewSet, "service-team"),
        Route("hour-changes", HourChangeViewSet, "hour-change"),
        Route("point-entries", PointEntryViewSet, "point-entry"),
        Route("publications", PublicationViewSet, "publication"),
        Route("objections", ObjectionViewSet, "objection"),
        Route("year-accounts", YearAccountViewSet, "year-account"),
        Route("year-closings", YearClosingViewSet, "year-closing"),
        Route("rewards", RewardViewSet, "reward"),
        Route("redemptions", RedemptionViewSet, "redemption"),
        Route("certificates", CertificateViewSet, "certificate"),
        Route("deed-reports", DeedReportViewSet, "deed-report"),
        Route("emergencies", EmergencyViewSet, "emergency"),
        Route("call-ups", CallUpViewSet, "call-up"),
        Route("shifts", ShiftViewSet, "shift"),
        Route("activities", ActivityViewSet, "activity"),
        Route("activity-sessions", SessionViewSet, "activity-session"),
        Route("session-photos", SessionPhotoViewSet, "session-photo"),
        Route("sign-ups", SignUpViewSet, "sign-up"),
        Route("me/consents", OwnConsentsView, "me-consents"),
        Route("me/consents/<str:purpose>", OwnConsentView, "me-consent"),
        Route("me/about", OwnAboutView, "me-about"),
        Route("me/point-rules", OwnRulesView, "me-point-rules"),
        Route("me/data", OwnDataView, "me-data"),
    )
)
