"""What projects declare for the ground floor."""

from cocon.declare import add_unit_sections, add_year_facts
from cocon.projects.choices import ProjectDeadline
from cocon.projects.declared import unit_home
from cocon.projects.lists import FILES
from cocon.projects.models import PaperKind, ProjectPaper
from cocon.projects.services.milestones import ORIGIN
from cocon.projects.services.papers import papers_seen_by
from orgtree.choices import DeadlineUnit, LoadKind
from orgtree.declare import Dictionary, TaskOrigin, Window, registry
from orgtree.declare.notices import NoticeKind
from orgtree.declare.opened import DeadlineKind
from orgtree.declare.tables import Load
from orgtree.files.shown import file_in


def filed(window: Window):
    """Papers of projects that were filed in the days of the window."""
    rows = ProjectPaper.objects.filter(filed_at__gte=window.beginning, filed_at__lt=window.ending)
    return rows.select_related("kind", "project")


add_unit_sections(unit_home.SECTIONS)
add_year_facts(unit_home.FACTS)
registry.add_notice_kinds([NoticeKind("projects", "共建项目", ("project",))])
registry.add_task_origins([TaskOrigin(ORIGIN, "共建项目", unit_home.find_project)])
registry.add_deadlines(
    DeadlineKind(key, str(key.label), frozenset({DeadlineUnit.WORKDAY, DeadlineUnit.DAY}), shortest=1)
    for key in ProjectDeadline
)
registry.add_dictionaries(
    [
        Dictionary(
            PaperKind,
            columns=("step", "name", "area", "position", "is_active"),
            fields=("area", "name", "step", "position", "is_active"),
            position=78,
            hint="项目每一步手续应有的材料，在项目页面逐项登记。",
        )
    ]
)
registry.add_files(
    [
        file_in(
            FILES,
            ProjectPaper,
            "file",
            papers_seen_by,
            nobody="shows the work of an office; what names residents stays on paper",
        )
    ]
)
registry.add_loads(
    [
        Load(
            "cocon.project_papers",
            "项目材料",
            LoadKind.PAGE,
            filed,
            "project__area",
            "filed_at",
            lambda row: f"{row.project}，{row.kind}",
        )
    ]
)
