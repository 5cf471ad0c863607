"""Everything below /api/: each app's `api` package offers view sets, and this file lists them."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.exceptions import NotFound
from rest_framework.routers import SimpleRouter
from rest_framework.views import APIView

from orgtree.api.areas import AreaViewSet
from orgtree.api.figures import FiguresView
from orgtree.api.institutions import InstitutionViewSet
from orgtree.api.me import MeView
from orgtree.api.notices import NoticeViewSet
from orgtree.api.parties import PartyOrgViewSet
from orgtree.api.tokens import TokenViewSet
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
from volunteers.wishes.api import WishViewSet

router = SimpleRouter()
router.register("areas", AreaViewSet, "area")
router.register("party-orgs", PartyOrgViewSet, "party-org")
router.register("institutions", InstitutionViewSet, "institution")
router.register("members", MemberViewSet, "member")
router.register("report-ins", ReportInViewSet, "report-in")
router.register("duty-posts", DutyPostViewSet, "duty-post")
router.register("duty-claims", DutyClaimViewSet, "duty-claim")
router.register("check-ins", CheckInViewSet, "check-in")
router.register("data-requests", DataRequestViewSet, "data-request")
router.register("feedback", FeedbackViewSet, "feedback")
router.register("unit-report-ins", UnitReportInViewSet, "unit-report-in")
router.register("service-kinds", ServiceKindViewSet, "service-kind")
router.register("service-records", ServiceRecordViewSet, "service-record")
router.register("service-teams", ServiceTeamViewSet, "service-team")
router.register("hour-changes", HourChangeViewSet, "hour-change")
router.register("wishes", WishViewSet, "wish")
router.register("point-entries", PointEntryViewSet, "point-entry")
router.register("publications", PublicationViewSet, "publication")
router.register("objections", ObjectionViewSet, "objection")
router.register("year-accounts", YearAccountViewSet, "year-account")
router.register("year-closings", YearClosingViewSet, "year-closing")
router.register("rewards", RewardViewSet, "reward")
router.register("redemptions", RedemptionViewSet, "redemption")
router.register("certificates", CertificateViewSet, "certificate")
router.register("notices", NoticeViewSet, "notice")
router.register("deed-reports", DeedReportViewSet, "deed-report")
router.register("emergencies", EmergencyViewSet, "emergency")
router.register("call-ups", CallUpViewSet, "call-up")
router.register("shifts", ShiftViewSet, "shift")
router.register("activities", ActivityViewSet, "activity")
router.register("activity-sessions", SessionViewSet, "activity-session")
router.register("session-photos", SessionPhotoViewSet, "session-photo")
router.register("sign-ups", SignUpViewSet, "sign-up")
router.register("tokens", TokenViewSet, "token")


class NoSuchAddress(APIView):
    """Any other address below /api/ answers in the API's own shape."""

    authentication_classes: list = []
    permission_classes: list = []
    schema = None

    def initial(self, request, *args, **kwargs):
        raise NotFound


urlpatterns = [
    path("v1/", include(router.urls)),
    path("v1/figures/", FiguresView.as_view(), name="figures"),
    path("v1/me/", MeView.as_view(), name="me"),
    path("v1/me/consents/", OwnConsentsView.as_view(), name="me-consents"),
    path("v1/me/consents/<str:purpose>/", OwnConsentView.as_view(), name="me-consent"),
    path("v1/me/about/", OwnAboutView.as_view(), name="me-about"),
    path("v1/me/point-rules/", OwnRulesView.as_view(), name="me-point-rules"),
    path("v1/me/data/", OwnDataView.as_view(), name="me-data"),
    path("schema/", SpectacularAPIView.as_view(authentication_classes=[], permission_classes=[]), name="schema"),
    path(
        "docs/",
        SpectacularSwaggerSplitView.as_view(
            authentication_classes=[], permission_classes=[], template_name="orgtree/api_docs.html"
        ),
        name="api-docs",
    ),
    path("<path:rest>", NoSuchAddress.as_view()),
]
