"""Projects that the unit does, on its first page, and where a milestone of a project leads back to."""

from collections.abc import Iterator

from django.urls import reverse

from cocon.declare import UnitSection, YearFact
from cocon.projects.choices import ProjectState
from cocon.projects.models import Project
from cocon.projects.models.projects import DONE
from cocon.projects.services.deciding import desk_page_of
from cocon.projects.services.doing import own_projects
from cocon.projects.services.paperwork import dress_projects, next_told
from orgtree.choices import Permission as P

SHOWN = 5
IN_HAND = (ProjectState.RUNNING, ProjectState.SUBMITTED)


def section(unit, user) -> tuple[str, dict] | None:
    """What the unit has in hand, what is due first on top."""
    rows = own_projects(user).filter(unit=unit, state__in=IN_HAND).select_related("area", "unit", "line__area")
    projects = list(rows.order_by("until", "pk")[:SHOWN])
    dress_projects(projects)
    told = [(project, next_told(project)) for project in projects]
    return ("cocon/projects/unit_section.html", {"projects": told}) if told else None


def find_project(user, pk: int) -> tuple[str, str] | None:
    """The project behind a milestone, at the unit's own page or on the desk."""
    if own := own_projects(user).filter(pk=pk).first():
        return own.title, reverse("unit-project", args=[pk])
    project = Project.objects.allowed(user, P.COCON_VIEW).filter(pk=pk).first()
    return (project.title, desk_page_of(project)) if project else None


def done_in(unit, year: int) -> Iterator[tuple[str, str, str]]:
    """Projects that the unit did and that were accepted in the year."""
    rows = Project.objects.filter(unit=unit, state__in=DONE, accepted_at__year=year).select_related("area")
    for project in rows.order_by("accepted_at", "pk"):
        yield "完成的共建项目", f"{project.area.name}　{project.title}", reverse("unit-project", args=[project.pk])


FACTS = [YearFact("projects", 35, done_in)]
SECTIONS = [UnitSection("projects", 25, section)]
