"""What becomes of the rows of each subject when two files of a member become one: a line a noun, in the order in which they move."""

from django.db.models import F, Q

from volunteers.activities.models.activity import LIVE as SIGNED_UP
from volunteers.activities.models.activity import ActivitySession, SignUp
from volunteers.activities.models.outreach import CalendarFeed
from volunteers.activities.models.session_photo import SessionPhoto
from volunteers.check_ins.choices import CheckInState
from volunteers.check_ins.models import CheckIn
from volunteers.check_ins.rules import ITEMS
from volunteers.declare import Heir, add_heirs, members_merged
from volunteers.duties.models import DutyClaim
from volunteers.duties.services.duty_claim_acts import CLAIMED_A_POST
from volunteers.emergencies.choices import AttendanceState
from volunteers.emergencies.models.call_up import CallUp
from volunteers.emergencies.models.shift import ShiftPlace
from volunteers.feedback.models import FeedbackSheet
from volunteers.home.choices import DataRequestState
from volunteers.home.models import DataRequest
from volunteers.home.services.one_account import clash_of_accounts, keep_one_account
from volunteers.members.models.consent import Consent
from volunteers.members.models.member import Activation, Member
from volunteers.members.models.pair import MemberPair
from volunteers.members.models.report_in import ReportIn
from volunteers.members.services.merging import move_consents, move_report_ins
from volunteers.points.models.points import MemberYear
from volunteers.points.services.moving import count_once, move_points
from volunteers.points.services.reporting_in import REPORTED_IN
from volunteers.recognition.choices.certificate import CertificateState
from volunteers.recognition.models.certificate import Certificate
from volunteers.recognition.models.reward import Redemption, SpendEntry
from volunteers.service.models.service import COUNTING, ServiceRecord
from volunteers.standing.choices.deed import DeedState
from volunteers.standing.models.deed import DeedReport
from volunteers.standing.models.publication import NoticeLine, Objection
from volunteers.teams.models import LIVE as IN_A_TEAM
from volunteers.teams.models import ServiceTeam, TeamMember


def served_at_once(kept: Member, gone: Member) -> str:
    """What to settle where both files have a service at the same time ("": nothing)."""
    theirs = ServiceRecord.objects.filter(member=kept, state__in=COUNTING)
    for record in ServiceRecord.objects.filter(member=gone, state__in=COUNTING).order_by("started_at"):
        if theirs.filter(started_at__lt=record.ended_at, ended_at__gt=record.started_at).exists():
            return f"两个登记在{record.when_in_words}都有服务记录，请先退回或作废其中一条"
    return ""


def on_shift_at_once(kept: Member, gone: Member) -> str:
    """The same of shifts of an emergency."""
    places = ShiftPlace.objects.exclude(state=AttendanceState.ABSENT)
    for place in places.filter(member=gone):
        if places.filter(member=kept, starts_at__lt=place.ends_at, ends_at__gt=place.starts_at).exists():
            return "两个登记在同一时间都排了应急班次，请先调整其中一个"
    return ""


def drop(model):
    """Rows of the old file that are of no use in another: a code, a secret address."""
    return lambda kept, gone, by: model.objects.filter(member=gone).delete()


def move_certificates(kept: Member, gone: Member, by) -> None:
    """What is sealed with the old number keeps it in its seal, so that its check goes on saying that it is genuine."""
    rows = Certificate.objects.filter(member=gone)
    rows.filter(issued_for=None).exclude(state=CertificateState.REQUESTED).update(issued_for=F("member_id"))
    rows.update(member=kept)


def lead_on(kept: Member, gone: Member, by) -> None:
    """Numbers that led to the old file lead to the kept one."""
    gone.merged.update(merged_into=kept)


count_once((REPORTED_IN, CLAIMED_A_POST, *ITEMS.values()))
members_merged.add("home.account", keep_one_account)
add_heirs(
    (
        Heir(Member, "merged_into", moves=lead_on, clashes=clash_of_accounts),
        Heir(Member.skills.through, stays="the kept file takes them over as its own (members.services.merging)"),
        Heir(MemberPair, stays="what was said of two numbers"),
        Heir(MemberPair, "other", stays="what was said of two numbers"),
        Heir(Activation, moves=drop(Activation)),
        Heir(Consent, called="份同意记录", moves=move_consents),
        Heir(ReportIn, called="次报到", moves=move_report_ins),
        Heir(MemberYear, called="个年度的积分", moves=move_points),
        Heir(
            ServiceRecord,
            called="条服务记录",
            alike=("session",),
            among=Q(session__isnull=False),
            clashes=served_at_once,
        ),
        Heir(
            CheckIn,
            called="次回社区报到",
            alike=("kind", "slug"),
            among=~Q(state=CheckInState.WITHDRAWN),
            live=Q(state__in=[CheckInState.SUBMITTED, CheckInState.RETURNED]),
            clash="两个登记的同一期回社区报到都在等待办理，请先办理其中一个",
        ),
        Heir(
            TeamMember,
            called="个服务队",
            alike=("team",),
            live=Q(place__in=IN_A_TEAM),
            clash="两个登记在同一服务队，请先让其中一个离队",
        ),
        Heir(ServiceTeam, "leader", called="支所带服务队"),
        Heir(
            DutyClaim,
            called="个岗位",
            alike=("post",),
            among=Q(ended_at__isnull=True),
            live=Q(ended_at__isnull=True),
            clash="两个登记认领了同一岗位，请先让其中一个离岗",
        ),
        Heir(
            SignUp,
            called="次活动报名",
            alike=("session",),
            live=Q(state__in=SIGNED_UP),
            clash="两个登记报名了同一场活动，请先取消其中一个",
        ),
        Heir(ActivitySession, "leader", called="场带队活动"),
        Heir(SessionPhoto, called="张照片"),
        Heir(CalendarFeed, moves=drop(CalendarFeed)),
        Heir(
            DeedReport,
            called="件积分事项",
            alike=("item_code", "deed_key"),
            among=Q(state=DeedState.CREDITED) & ~Q(deed_key=""),
            live=Q(state=DeedState.CREDITED) & ~Q(deed_key=""),
            clash="两个登记为同一事迹都记了分，请先冲正其中一件",
        ),
        Heir(NoticeLine, stays="a list stands as it was published"),
        Heir(Objection, called="件异议"),
        Heir(FeedbackSheet, called="份反馈表", alike=("community", "period_kind", "period_start")),
        Heir(
            Certificate,
            called="份服务记录单",
            live=Q(state=CertificateState.REQUESTED),
            clash="两个登记都有服务记录单在等待开具，请先办理其中一份",
            moves=move_certificates,
        ),
        Heir(Redemption, called="次积分兑换"),
        Heir(SpendEntry, stays="a line of the ledger; what was spent is counted by whose the redemption is"),
        Heir(CallUp, called="次动员", alike=("emergency",)),
        Heir(ShiftPlace, called="个应急班次", alike=("shift",), clashes=on_shift_at_once),
        Heir(
            DataRequest,
            called="份个人信息申请",
            alike=("kind",),
            among=Q(state=DataRequestState.WAITING),
            live=Q(state=DataRequestState.WAITING),
            clash="两个登记的同一项个人信息申请都在等待办理，请先办理其中一份",
        ),
    )
)
