"""What this app declares for the ground floor: a line a noun in each block, in the order in which it is shown."""

from importlib import import_module

from django.db.models import Q

from orgtree.declare import HomeSection, OwnData, Reminder, Resend, registry
from orgtree.services.erasing import Stock, Words
from volunteers.choices import CheckInState, ObjectionState, ServiceState
from volunteers.choices import DeadlineKey as K
from volunteers.models import (
    CallUp,
    Certificate,
    CheckIn,
    DataRequest,
    DeedReport,
    DutyClaim,
    FeedbackSheet,
    HourChange,
    MemberYear,
    NoticeLine,
    Objection,
    Redemption,
    ReportIn,
    ReportInStep,
    ServiceRecord,
    SessionPhoto,
    ShiftPlace,
    SignUp,
    TeamMember,
    Wish,
)
from volunteers.models.feedback import DELIVERED
from volunteers.models.wish import ENDED
from volunteers.rules.deeds import WAITING
from volunteers.services import feedback, objections, reminders, runs
from volunteers.services.emergencies import call_ups

OWN_DATA = (
    "about",
    "report_ins",
    "check_ins",
    "data_requests",
    "services",
    "hour_changes",
    "activities",
    "session_photos",
    "duties",
    "teams",
    "certificates",
    "wishes",
    "points",
    "rewards",
    "deeds",
    "feedback",
    "call_ups",
    "publications",
    "years",
    "objections",
    "consents",
    "notices",
)
registry.add_own_data(
    OwnData(f"volunteers.{noun}", import_module(f"volunteers.services.own_data.{noun}").section) for noun in OWN_DATA
)

HOME = ("call_ups", "notices", "activities", "feedback", "check_ins", "duties", "wishes")
registry.add_home_sections(
    HomeSection(f"volunteers.{noun}", place, import_module(f"volunteers.views.sections.{noun}").section)
    for place, noun in enumerate(HOME, start=1)
)

registry.add_reminders(
    (
        Reminder("volunteers.deadlines", reminders.send_reminders),
        Reminder("volunteers.objections", lambda today: objections.remind_of_objections()),
    )
)
registry.add_resends(
    (
        Resend("volunteers.call_ups", call_ups.resend_waiting_runs),
        Resend("volunteers.feedback", feedback.resend_waiting_runs),
        Resend("volunteers.orders", runs.resend_waiting_runs),
    )
)

registry.add_words(
    (
        Words(ReportIn, "member", ("residence", "return_reason")),
        Words(ReportInStep, "report_in__member", ("reason",)),
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
        Words(Wish, "claimed_by", ("word", "outcome"), files=("photo",)),
        Words(DataRequest, "member", ("text", "answer")),
        Words(NoticeLine, "member", ("shown_name",)),
        Words(Objection, "member", ("text", "reason")),
        Words(MemberYear, "member", ("band_reason",)),
        Words(ShiftPlace, "member", ("problem",)),
        Words(SessionPhoto, "member", ("caption",), files=("picture",)),
    ),
    wordless={
        "volunteers.consent": "which words were agreed to and when: proof of a lawful basis, names nobody",
        "volunteers.spendentry": "what was spent: numbers",
        "volunteers.activation": "deleted whole",
        "volunteers.calendarfeed": "deleted whole",
        "volunteers.activitysession": "its leader is one of many who took part; the row names nobody",
        "volunteers.serviceteam": "its leader's row names nobody any more",
    },
)
registry.add_stocks(
    (
        Stock(
            K.KEEP_WORDS,
            Words(DeedReport, "member", ("evidence", "reply", "reason"), files=("file",)),
            "happened_on",
            ~Q(state__in=WAITING),
        ),
        Stock(
            K.KEEP_WORDS,
            Words(ServiceRecord, "member", ("proof",), files=("photo",)),
            "served_on",
            ~Q(state=ServiceState.SUBMITTED),
        ),
        Stock(
            K.KEEP_WORDS,
            Words(CheckIn, "member", ("text", "reason")),
            "happened_on",
            ~Q(state=CheckInState.SUBMITTED),
        ),
        Stock(
            K.KEEP_WORDS,
            Words(Objection, "member", ("text", "reason")),
            "decided_at__date",
            ~Q(state=ObjectionState.FILED),
        ),
        Stock(K.KEEP_WORDS, Words(Wish, "claimed_by", (), files=("photo",)), "closed_at__date", Q(state__in=ENDED)),
        Stock(
            K.KEEP_WORDS,
            Words(SessionPhoto, "member", ("caption",), files=("picture",)),
            "session__ends_at__date",
            Q(member__isnull=False),  # what the desk added is nobody's own
            goes_whole=True,
        ),
        Stock(
            K.KEEP_NAMES,
            Words(NoticeLine, "member", ("shown_name",)),
            "notice__closes_on",
            ~Q(notice__in=Objection.objects.waiting().filter(notice__isnull=False).values("notice")),
        ),
        Stock(
            K.KEEP_SHEETS,
            Words(FeedbackSheet, "member", ("community_text", "reply_text", "unit_text"), sheets=("frozen",)),
            "sent_at__date",
            Q(state__in=DELIVERED),
        ),
    )
)
