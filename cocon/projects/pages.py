"""Projects on the unit's own pages."""

from cocon.projects.choices import ProjectState
from cocon.projects.declared.unit_home import IN_HAND
from cocon.projects.lists import project_list
from cocon.projects.services.doing import own_projects
from cocon.projects.services.projects import project_acts
from orgtree.acts.pages import Group, Phone

DONE = (ProjectState.ACCEPTED, ProjectState.SETTLED, ProjectState.CLOSED)


def _in_states(*states: str):
    return lambda user: own_projects(user).filter(state__in=states).order_by("until", "pk")


project_pages = Phone(
    project_acts,
    project_list,
    many="unit-projects",
    one="unit-project",
    seen=own_projects,
    by_post=True,
    does="submit",
    groups=(
        Group("实施中", _in_states(*IN_HAND), "area progress missing until", empty="现在没有本单位承办的项目。"),
        Group("已完成", _in_states(*DONE), "area accepted_at"),
        Group("其他", _in_states(*(set(ProjectState.values) - {*IN_HAND, *DONE})), "area missing"),
    ),
    facts="state missing progress kind area words until yuan approved paid outcome people hours accepted_words praise reason",
    back=("unit-home", "返回本单位共建"),
    intro="本单位承办的项目；节点在“任务”里报告，全部报告后在这里提交验收。",
)
