"""Projects on the unit's own pages."""

from django.shortcuts import get_object_or_404

from cocon.projects.choices import ProjectState
from cocon.projects.declared.unit_home import IN_HAND
from cocon.projects.lists import project_list
from cocon.projects.models import Project
from cocon.projects.services.doing import own_projects
from cocon.projects.services.papers import paper_acts
from cocon.projects.services.projects import project_acts
from cocon.units.pages import unit_page
from orgtree.acts.pages import Group, Phone, page_to_make

DONE = (ProjectState.ACCEPTED, ProjectState.SETTLED, ProjectState.CLOSED)


def _in_states(*states: str):
    return lambda user: own_projects(user).filter(state__in=states).order_by("until", "pk")


def project_or_404(request, pk: int) -> Project:
    return get_object_or_404(own_projects(request.user).select_related("area", "unit"), pk=pk)


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
    facts="state missing progress papers kind area words until yuan approved paid outcome people hours accepted_words praise reason",
    back=("unit-home", "返回本单位共建"),
    intro="本单位承办的项目；节点在“任务”里报告，材料随时登记，全部节点报告后在这里提交验收。",
    row_template="cocon/projects/unit_project.html",
)
file_paper = page_to_make(
    paper_acts,
    "file",
    on=project_or_404,
    leads="unit-project",
    unfit="这个项目已经结束，不能再登记材料",
    access=unit_page,
)
