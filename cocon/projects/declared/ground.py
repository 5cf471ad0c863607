"""What projects declare for the ground floor."""

from cocon.declare import add_unit_sections, add_year_facts
from cocon.projects.choices import ProjectDeadline
from cocon.projects.declared import unit_home
from cocon.projects.services.milestones import ORIGIN
from orgtree.choices import DeadlineUnit
from orgtree.declare import TaskOrigin, registry
from orgtree.declare.notices import NoticeKind
from orgtree.declare.opened import DeadlineKind

add_unit_sections(unit_home.SECTIONS)
add_year_facts(unit_home.FACTS)
registry.add_notice_kinds([NoticeKind("projects", "共建项目", ("project",))])
registry.add_task_origins([TaskOrigin(ORIGIN, "共建项目", unit_home.find_project)])
registry.add_deadlines(
    DeadlineKind(key, str(key.label), frozenset({DeadlineUnit.WORKDAY, DeadlineUnit.DAY}), shortest=1)
    for key in ProjectDeadline
)
