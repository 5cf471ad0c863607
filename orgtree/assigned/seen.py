"""Who sees which tasks, and the tabs of the list."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count

from orgtree.assigned.models import OPEN, Task
from orgtree.choices import Permission as P
from orgtree.scope.models.either import rows_of_either

TABS = {"todo": "待办", "assist": "协办", "given": "我交办的", "late": "逾期"}


def seen_tasks(user):
    """What a post shows, and what a post of one's own is asked to do."""
    return rows_of_either(Task.objects.all(), *Task.objects.seen_each_way(user))


def given_tasks(user):
    """What was given from the seats of one's posts."""
    return Task.objects.allowed(user, P.TASK_GIVE)


def tasks_of_tab(user, tab: str, now: datetime):
    """The open tasks of a tab; those of 逾期 are one's own, those one helps with and those one gave."""
    if tab == "given":
        return given_tasks(user).filter(state__in=OPEN)
    own = Task.objects.owned_by(user)
    if tab == "assist":
        return Task.objects.assisted_by(user).filter(state__in=OPEN)
    if tab == "late":
        return rows_of_either(Task.objects.late(now), own, *Task.objects.assisted_each_way(user), given_tasks(user))
    return own.filter(state__in=OPEN)


def tasks_from(kind: str, ids: Iterable[int], user) -> dict[int, list[Task]]:
    """The tasks that stem from rows of a declared kind and that `user` sees, by the row's id, what is due first on top. One query."""
    found = defaultdict(list)
    rows = seen_tasks(user).stemming_from(kind, ids).select_related("area", "institution", "giver_area")
    for task in rows.order_by("due_at", "pk"):
        found[task.origin_id].append(task)
    return found


def states_from(kind: str, ids: Iterable[int]) -> dict[int, Counter]:
    """How many tasks of each state stem from each row, whoever may see them: for who may see the row. One query."""
    found = defaultdict(Counter)
    counted = Task.objects.stemming_from(kind, ids).order_by().values("origin_id", "state").annotate(number=Count("pk"))
    for row in counted:
        found[row["origin_id"]][row["state"]] = row["number"]
    return found
