"""What rounds declare for the ground floor, and what they count of a unit's year."""

from django.db.models import IntegerField, Value
from django.db.models.functions import Cast, Ceil, Length

from assessments.declare import add_unit_facts
from assessments.rounds.choices import RoundState
from assessments.rounds.declared import home
from assessments.rounds.lists import FILES
from assessments.rounds.models import RoundSubject, SubjectReport
from assessments.rounds.services.unit_facts import FACTS
from cocon.declare import UnitSection, add_unit_sections
from orgtree.choices import LoadKind
from orgtree.choices import Permission as P
from orgtree.declare import Broken, HomeTasks, Window, registry
from orgtree.declare.notices import NoticeKind
from orgtree.declare.tables import Load
from orgtree.files.shown import file_in

CHARACTERS_A_PAGE = 600.0  # of a document in 三号 type, 22 lines of 28 (GB/T 9704-2012, 5.2.3)


def heard(window: Window):
    """Who took part in a meeting of a round in the days of the window."""
    rows = RoundSubject.objects.filter(round__meeting_at__gte=window.beginning, round__meeting_at__lt=window.ending)
    rows = rows.filter(round__meeting_at__lte=window.as_of, is_left_out=False)
    return rows.exclude(round__state=RoundState.CANCELLED).select_related("round")


def handed_in(window: Window):
    """Reports that were handed in in the days of the window."""
    rows = SubjectReport.objects.filter(handed_in_at__gte=window.beginning, handed_in_at__lt=window.ending)
    return rows.select_related("subject__round")


registry.add_home_tasks([HomeTasks("assessments.panel", home.tasks, home.seats)])
add_unit_sections([UnitSection("panel", 6, home.unit_section), UnitSection("reports", 7, home.unit_reports)])
registry.add_notice_kinds(
    [NoticeKind("assess_rounds", "考核评议", ("round", "subjectreport", "panelmember", "panelsheet"))]
)
registry.add_constraints(
    {
        "round_once_a_year": Broken("known", "这一方案本年度已有轮次", "scheme"),
        "panel_member_once": Broken("known", "此人已在考评组", "user"),
        "subject_extra_once_a_document": Broken("known", "同一文件的同一事项只记一次", "document"),
    }
)
add_unit_facts(FACTS)
registry.add_files(
    [
        file_in(
            FILES,
            SubjectReport,
            "file",
            lambda user: SubjectReport.objects.allowed(user, P.ASSESS_VIEW),
            lambda user: SubjectReport.objects.allowed(user, P.ASSESS_REPORT),
            nobody="tells of the work of an office; kept with the round",
        )
    ]
)
registry.add_loads(
    [
        Load(
            "assessments.rounds",
            "述职会议",
            LoadKind.MEETING,
            heard,
            "area",
            "round__meeting_at",
            lambda row: row.round.title,
        ),
        Load(
            "assessments.reports",
            "述职报告",
            LoadKind.PAGE,
            handed_in,
            "subject__area",
            "handed_in_at",
            lambda row: row.subject.round.title,
            pages=Cast(Ceil(Length("text") / Value(CHARACTERS_A_PAGE)), IntegerField()),
        ),
    ]
)
