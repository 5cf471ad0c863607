"""Milestones of a project: tasks of the unit, or of the community's or street's own post; progress is counted from them."""

from collections.abc import Iterable
from datetime import date

from cocon.projects.models import Project
from orgtree.acts import follow
from orgtree.assigned.acts import task_acts
from orgtree.assigned.giving import give_task
from orgtree.assigned.models import OPEN, Task
from orgtree.assigned.seen import states_from
from orgtree.choices import AreaKind, PostKind, TaskState
from orgtree.models import Post

ORIGIN = "cocon.project"
DONE = (TaskState.REPORTED, TaskState.CONFIRMED)
# Who does a project of an area's own: the first of these posts that somebody holds there.
OWN_POSTS = (PostKind.POINTS_CLERK, PostKind.COMMUNITY_SECRETARY)
STREETS = (AreaKind.STREET, AreaKind.TOWN)


def milestones_of(project: Project):
    """The tasks of the project that count: all but those called off."""
    tasks = Task.objects.stemming_from(ORIGIN, [project.pk]).exclude(state=TaskState.CANCELLED)
    return tasks.order_by("due_at", "pk")


def count_progress(projects: Iterable[Project]) -> dict[int, tuple[int, int]]:
    """(reported or confirmed, all but those called off) of the milestones of each project, by its id. One query."""
    states = states_from(ORIGIN, ids := [project.pk for project in projects])
    return {
        pk: (sum(states[pk][state] for state in DONE), states[pk].total() - states[pk][TaskState.CANCELLED])
        for pk in ids
    }


def give_milestone(project: Project, *, title: str, due_on: date, by) -> Task:
    """A new milestone of whoever does the project. Raises RuleBroken at `title` or `due_on`."""
    owner = PostKind.UNIT_ORG if project.unit else _own_post(project)
    return give_task(
        title=title,
        asked=project.title,
        owner_kind=owner,
        area=project.area,
        institution=project.unit,
        is_agreed=project.unit is not None,
        due_on=due_on,
        origin=(ORIGIN, project.pk),
        by=by,
    )


def _own_post(project: Project) -> str:
    if project.area.kind in STREETS:
        return PostKind.STREET_COMMITTEE
    held = set(Post.objects.live().filter(area=project.area, kind__in=OWN_POSTS).values_list("kind", flat=True))
    return next((kind for kind in OWN_POSTS if kind in held), OWN_POSTS[-1])


def confirm_reported(project: Project, *, by) -> None:
    """All of it is accepted, so each milestone is that is not the accepter's own report."""
    reported = milestones_of(project).filter(state=TaskState.REPORTED).exclude(reported_by=by)
    follow(task_acts, "confirm", list(_locked(reported)), by=by)


def call_off(project: Project, reason: str, *, by) -> None:
    """The project is over: nothing of it is waited for any more."""
    follow(task_acts, "cancel", list(_locked(milestones_of(project).filter(state__in=OPEN))), reason=reason, by=by)


def _locked(tasks):
    rows = tasks.select_related("area", "institution", "giver_area").order_by("pk")
    return rows.select_for_update(of=("self",), no_key=True)
