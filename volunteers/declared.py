"""What this app declares for the ground floor: a line a noun in each block, in the order in which it is shown."""

from importlib import import_module

from django.db.models import Q
from django.urls import reverse

from orgtree.choices import Permission as P
from orgtree.declare import HomeSection, HomeTab, HomeTasks, OwnData, Reminder, registry
from orgtree.declare.notices import NoticeKind
from orgtree.declare.opened import DeadlineKind, Dictionary, Purpose, StoredFile
from orgtree.declare.runs import RunKind
from orgtree.files.erasing import Stock, Words
from orgtree.files.shown import file_in
from orgtree.lists import Listing
from volunteers.activities.lists import photo_list, sign_up_list
from volunteers.activities.services.session_photos import photos_seen_by
from volunteers.check_ins.lists import check_in_list
from volunteers.choices import CheckInState, ConsentPurpose, DeadlineKey, ObjectionState, ServiceState
from volunteers.duties.lists import claim_list
from volunteers.emergencies.lists import call_up_list, shift_place_list
from volunteers.emergencies.services import call_ups, life
from volunteers.feedback import services as feedback
from volunteers.feedback.lists import feedback_list
from volunteers.feedback.models import DELIVERED
from volunteers.home.lists import request_list
from volunteers.home.services import reminders, retention
from volunteers.home.services.timeline import photo_on_timeline, session_photo_on_timeline
from volunteers.members.lists import consent_list, member_list, pair_list, report_in_list
from volunteers.members.rules.consents import AFTER_WITHDRAWAL
from volunteers.members.rules.deadlines import KEPT, SHORTEST, UNITS
from volunteers.members.services.audited import MEMBERS
from volunteers.members.services.audited_liaisons import LIAISONS
from volunteers.models import (
    CallUp,
    CallUpRun,
    Certificate,
    CheckIn,
    DataRequest,
    DeedReport,
    DryRun,
    DutyClaim,
    EmergencyLimits,
    FeedbackRun,
    FeedbackSheet,
    HourChange,
    MemberYear,
    NoticeLine,
    Objection,
    Redemption,
    ReportIn,
    ServiceKind,
    ServiceRecord,
    SessionPhoto,
    ShiftPlace,
    SignUp,
    Skill,
    TeamMember,
    YearClosing,
)
from volunteers.points.lists import entry_list
from volunteers.recognition.declared.proven import PROVEN, PROVEN_SLIPS
from volunteers.recognition.lists import certificate_list, redemption_list, slip_list
from volunteers.service.lists import change_list, service_list
from volunteers.standing.lists import deed_list, line_list, objection_list, year_list
from volunteers.standing.rules.deeds import WAITING
from volunteers.standing.services import bands, dry_runs, objections, year_closing
from volunteers.teams.lists import place_list

OWN_DATA = (
    member_list,
    report_in_list,
    check_in_list,
    request_list,
    service_list,
    change_list,
    sign_up_list,
    photo_list,
    claim_list,
    place_list,
    certificate_list,
    slip_list,
    entry_list,
    redemption_list,
    deed_list,
    feedback_list,
    call_up_list,
    shift_place_list,
    line_list,
    year_list,
    objection_list,
    consent_list,
    pair_list,
    ("notices", "home.declared.own_data_notices"),
    ("looks", "members.declared.own_data_looks"),
)
registry.add_own_data(
    one.own_data()
    if isinstance(one, Listing)
    else OwnData(f"volunteers.{one[0]}", import_module(f"volunteers.{one[1]}").section)
    for one in OWN_DATA
)

HOME = (
    ("call_ups", "emergencies", HomeTab.TOP),
    ("activities", "activities", HomeTab.NEAR),
    ("duties", "duties", HomeTab.GIVE),
    ("notices", "home", HomeTab.MINE),
)
# What waits for a member: the functions of each subject's `declared.home` that give the tasks, and the rows that they are of.
WAITS = (
    ("report_in", "home", "report_in_task", ""),
    ("services", "home", "services_task", "services_back"),
    ("rolls", "activities", "tasks", "rolls"),
    ("sheets", "feedback", "tasks", "sheets"),
    ("check_ins", "check_ins", "tasks", ""),
)


def _of_home(subject: str, name: str):
    return getattr(import_module(f"volunteers.{subject}.declared.home"), name, None)


registry.add_home_sections(
    HomeSection(f"volunteers.{noun}", place, _of_home(subject, "section"), tab, _of_home(subject, "rows"))
    for place, (noun, subject, tab) in enumerate(HOME, start=1)
)
registry.add_home_tasks(
    HomeTasks(f"volunteers.{noun}", _of_home(subject, tasks), _of_home(subject, rows))
    for noun, subject, tasks, rows in WAITS
)

registry.add_purposes(Purpose(purpose, str(purpose.label), AFTER_WITHDRAWAL[purpose]) for purpose in ConsentPurpose)

registry.add_deadlines(
    DeadlineKind(
        key,
        str(key.label),
        UNITS[key],
        shortest=SHORTEST.get(key, 0),
        is_kept=key in KEPT,
        due=(lambda key=key: retention.due_counts()[key]) if key in KEPT else None,
    )
    for key in DeadlineKey
)

registry.add_dictionaries(
    (
        Dictionary(
            ServiceKind,
            columns=("code", "name", "area", "item_code", "position", "is_active"),
            fields=("area", "code", "name", "item_code", "hint", "position", "is_active"),
            fixed=("code",),
            position=60,
            hint="登记服务时可选的类别，每一类对应一个积分项目。",
        ),
        Dictionary(
            Skill,
            columns=("name", "position", "is_active"),
            fields=("name", "position", "is_active"),
            position=62,
            hint="党员登记时可选的特长。",
        ),
        Dictionary(EmergencyLimits, check=life.check_limits),
    )
)

registry.add_reminders(
    (
        Reminder("volunteers.deadlines", reminders.send_reminders),
        Reminder("volunteers.plans", bands.remind_of_plans),
        Reminder("volunteers.objections", lambda today: objections.remind_of_objections()),
    )
)
registry.add_runs(
    (
        RunKind(
            YearClosing.run_kind,
            "年度结账",
            year_closing.close_year,
            permission=P.RULES_VIEW,
            right=P.YEAR_CLOSE,
            url=lambda run: reverse("admin:volunteers_yearclosing_change", args=[run.pk]),
        ),
        RunKind(
            DryRun.run_kind,
            "规则试算",
            dry_runs.try_rules,
            permission=P.RULES_VIEW,
            right=P.RULES_EDIT,
            url=lambda run: reverse("admin:volunteers_dryrun_change", args=[run.pk]),
        ),
        RunKind(
            FeedbackRun.run_kind,
            "生成反馈表",
            feedback.draw_all,
            permission=P.FEEDBACK_SIGN,
            right=P.FEEDBACK_SIGN,
            url=lambda run: reverse("admin:volunteers_feedbacksheet_run", args=[run.pk]),
            is_whole=True,
            counted=feedback.COUNTED,
        ),
        # Who may go on calling is looked at anew with every chunk; a call-up is worth more attempts than a table.
        RunKind(
            CallUpRun.run_kind,
            "发出动员",
            call_ups.invite_all,
            url=lambda run: reverse("emergency-calls", args=[run.calluprun.emergency_id]),
            most_attempts=20,
            counted={"invited": "新发出"},
        ),
    )
)

registry.add_notice_kinds(
    (
        NoticeKind("emergencies", "应急动员", ("emergency", "emergency-ends"), urgent=True, optional=False),
        NoticeKind(
            "activities",
            "活动",
            (
                "activity-promoted",
                "activity-changed",
                "activity-cancelled",
                "activity-tomorrow",
                "activity",
                "activitysession",
                "team-asked",
                "teammember",
                "serviceteam",
            ),
            urgent=True,
        ),
        NoticeKind(
            "report_ins", "报到与岗位", ("reportin", "unitreportin", "check-in", "checkin", "late", "duty", "dutyclaim")
        ),
        NoticeKind("services", "服务与证明", ("servicerecord", "hourchange", "certificate")),
        NoticeKind(
            "points",
            "积分",
            ("deed", "deedreport", "publication", "objection", "year", "memberyear", "redemption", "ledger-check"),
        ),
        NoticeKind("data", "个人信息", ("datarequest", "memberpair"), urgent=True, optional=False),
        NoticeKind("feedback", "双向反馈", ("feedback-received", "feedbacksheet", "receivedsheet")),
    )
)
registry.add_files(
    (
        file_in(
            "service-photo",
            ServiceRecord,
            "photo",
            ServiceRecord.objects.mine,
            lambda user: ServiceRecord.objects.allowed(user, P.SERVICE_VIEW),
            own_data=service_list.own_data().key,
            kept=DeadlineKey.KEEP_WORDS,
        ),
        file_in(
            "session-photo",
            SessionPhoto,
            "file",
            photos_seen_by,
            own_data=photo_list.own_data().key,
            kept=DeadlineKey.KEEP_WORDS,
        ),
        file_in(
            "deed-file",
            DeedReport,
            "file",
            DeedReport.objects.mine,
            lambda user: DeedReport.objects.allowed(user, P.POINTS_VIEW),
            lambda user: DeedReport.objects.allowed(user, P.POINTS_ENTER),
            own_data=deed_list.own_data().key,
            kept=DeadlineKey.KEEP_WORDS,
        ),
        StoredFile("timeline-photo", photo_on_timeline),
        StoredFile("timeline-session-photo", session_photo_on_timeline),
    )
)

registry.add_person_kinds((MEMBERS, LIAISONS))
registry.add_proven((PROVEN, PROVEN_SLIPS))

registry.add_words(
    (
        Words(ReportIn, "member", ("residence", "return_reason")),
        Words(CheckIn, "member", ("text", "reason")),
        Words(ServiceRecord, "member", ("note", "proof", "reason", "confirm_reason"), files=("photo",)),
        Words(HourChange, "record__member", ("reason", "answer")),
        Words(DutyClaim, "member", ("reason",)),
        Words(SignUp, "member", ("excuse",)),
        Words(DeedReport, "member", ("evidence", "reply", "reason"), unique=("deed_key",), files=("file",)),
        Words(TeamMember, "member", ("reason",)),
        Words(Redemption, "member", ("reason",)),
        Words(CallUp, "member", ("reason",)),
        Words(Certificate, "member", ("purpose", "reason")),
        Words(FeedbackSheet, "member", ("unit_name", "community_text", "reply_text", "unit_text"), sheets=("frozen",)),
        Words(DataRequest, "member", ("text", "answer")),
        Words(NoticeLine, "member", ("shown_name",)),
        Words(Objection, "member", ("text", "reason")),
        Words(MemberYear, "member", ("band_reason", "plan")),
        Words(ShiftPlace, "member", ("problem",)),
        Words(SessionPhoto, "member", ("caption",), files=("file",)),
    ),
    wordless={
        "volunteers.consent": "which words were agreed to and when: proof of a lawful basis, names nobody",
        "volunteers.spendentry": "what was spent: numbers",
        "volunteers.activation": "deleted whole",
        "volunteers.member": "a file that became part of this one: emptied then, its trail is erased with the person's own",
        "volunteers.memberpair": "whether two numbers are one person: no words",
        "volunteers.calendarfeed": "deleted whole",
        "volunteers.activitysession": "its leader is one of many who took part; the row names nobody",
        "volunteers.serviceteam": "its leader's row names nobody any more",
    },
)
registry.add_stocks(
    (
        Stock(
            DeadlineKey.KEEP_WORDS,
            Words(DeedReport, "member", ("evidence", "reply", "reason"), files=("file",)),
            "happened_on",
            ~Q(state__in=WAITING),
        ),
        Stock(
            DeadlineKey.KEEP_WORDS,
            Words(ServiceRecord, "member", ("proof",), files=("photo",)),
            "served_on",
            ~Q(state=ServiceState.SUBMITTED),
        ),
        Stock(
            DeadlineKey.KEEP_WORDS,
            Words(CheckIn, "member", ("text", "reason")),
            "happened_on",
            ~Q(state=CheckInState.SUBMITTED),
        ),
        Stock(
            DeadlineKey.KEEP_WORDS,
            Words(Objection, "member", ("text", "reason")),
            "decided_at__date",
            ~Q(state=ObjectionState.FILED),
        ),
        Stock(
            DeadlineKey.KEEP_WORDS,
            Words(SessionPhoto, "member", ("caption",), files=("file",)),
            "session__ends_at__date",
            Q(member__isnull=False),  # what the desk added is nobody's own
            goes_whole=True,
        ),
        Stock(
            DeadlineKey.KEEP_NAMES,
            Words(NoticeLine, "member", ("shown_name",)),
            "notice__closes_on",
            ~Q(notice__in=Objection.objects.waiting().filter(notice__isnull=False).values("notice")),
        ),
        Stock(
            DeadlineKey.KEEP_SHEETS,
            Words(FeedbackSheet, "member", ("community_text", "reply_text", "unit_text"), sheets=("frozen",)),
            "sent_at__date",
            Q(state__in=DELIVERED),
        ),
    )
)
