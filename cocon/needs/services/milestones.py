"""Milestones of a claim: tasks whose owner is the unit; progress is counted from them and typed by nobody."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from cocon.needs.models import Claim
from orgtree.acts import follow, perform_one
from orgtree.assigned.acts import task_acts
from orgtree.assigned.giving import give_task
from orgtree.assigned.models import OPEN, Task
from orgtree.assigned.seen import states_from
from orgtree.choices import PostKind, TaskState
from orgtree.errors import not_found

ORIGIN = "cocon.claim"
FIRST = "按约定完成"
DONE = (TaskState.REPORTED, TaskState.CONFIRMED)


def milestones_of(claim: Claim):
    """The tasks of the claim that count: all but those called off."""
    tasks = Task.objects.stemming_from(ORIGIN, [claim.pk]).exclude(state=TaskState.CANCELLED)
    return tasks.order_by("due_at", "pk")


def count_progress(claims: Iterable[Claim]) -> dict[int, tuple[int, int]]:
    """(reported or confirmed, all but those called off) of the milestones of each claim, by its id. One query."""
    states = states_from(ORIGIN, ids := [claim.pk for claim in claims])
    return {
        pk: (sum(states[pk][state] for state in DONE), states[pk].total() - states[pk][TaskState.CANCELLED])
        for pk in ids
    }


def give_milestone(claim: Claim, *, title: str, due_on: date | None, by) -> Task:
    """A new milestone of the unit, due when the need is unless a day is said. Raises RuleBroken at `title` or `due_on`."""
    latest = max(claim.need.until, timezone.localdate() + timedelta(days=1))
    return give_task(
        title=title or FIRST,
        asked=f"{claim.need.title}（{claim.amount}）",
        owner_kind=PostKind.UNIT_ORG,
        area=claim.need.area,
        institution=claim.unit,
        is_agreed=True,
        due_on=due_on or latest,
        origin=(ORIGIN, claim.pk),
        by=by,
    )


@transaction.atomic
def report_milestone(*, claim: Claim, task_id: int, result: str, by) -> Task:
    """The milestone as reported done; who reports it has also received it. Raises RuleBroken."""
    task = milestones_of(claim).filter(pk=task_id).first()
    if task is None:
        raise not_found("节点")
    if task.state == TaskState.GIVEN:
        perform_one(task_acts, "accept", pk=task_id, by=by)
    return perform_one(task_acts, "report", pk=task_id, by=by, result=result)


def confirm_reported(claim: Claim, *, by) -> None:
    """The community has accepted all of it, so it has accepted each milestone that is not its own report."""
    reported = milestones_of(claim).filter(state=TaskState.REPORTED).exclude(reported_by=by)
    follow(task_acts, "confirm", list(_locked(reported)), by=by)


def call_off(claim: Claim, reason: str, *, by) -> None:
    """The claim is over: nothing of it is waited for any more."""
    follow(task_acts, "cancel", list(_locked(milestones_of(claim).filter(state__in=OPEN))), reason=reason, by=by)


def _locked(tasks):
    rows = tasks.select_related("area", "institution", "giver_area").order_by("pk")
    return rows.select_for_update(of=("self",), no_key=True)
