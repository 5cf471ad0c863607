"""Who sees which tasks, and the tabs of the list."""

from datetime import datetime

from orgtree.assigned.models import OPEN, Task
from orgtree.choices import Permission as P
from orgtree.scope.models.either import rows_of_either

TABS = {"todo": "待办", "given": "我交办的", "late": "逾期"}


def seen_tasks(user):
    """What a post shows, and what a post of one's own is asked to do."""
    return rows_of_either(Task.objects.all(), *Task.objects.seen_each_way(user))


def given_tasks(user):
    """What was given from the seats of one's posts."""
    return Task.objects.allowed(user, P.TASK_GIVE)


def tasks_of_tab(user, tab: str, now: datetime):
    """The open tasks of a tab; those of 逾期 are one's own and those that one gave."""
    if tab == "given":
        return given_tasks(user).filter(state__in=OPEN)
    own = Task.objects.owned_by(user)
    if tab == "late":
        return rows_of_either(Task.objects.late(now), own, given_tasks(user))
    return own.filter(state__in=OPEN)
