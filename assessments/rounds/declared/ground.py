"""What rounds declare for the ground floor, and what they count of a unit's year."""

from assessments.declare import add_unit_facts
from assessments.rounds.declared import home
from assessments.rounds.lists import FILES
from assessments.rounds.models import SubjectReport
from assessments.rounds.services.unit_facts import FACTS
from cocon.declare import UnitSection, add_unit_sections
from orgtree.choices import Permission as P
from orgtree.declare import Broken, HomeTasks, registry
from orgtree.declare.notices import NoticeKind
from orgtree.files.shown import file_in

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
