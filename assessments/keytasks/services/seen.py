"""Who may open a key task: whoever looks at its list, and whoever does one of its milestones."""

from assessments.keytasks.models import KeyTask
from assessments.keytasks.services.milestones import ORIGIN
from orgtree.assigned.models import Task
from orgtree.choices import Permission as P


def find_key(user, pk: int) -> KeyTask | None:
    """The key task, for whoever may look at the list or does one of its milestones."""
    rows = KeyTask.objects.select_related("area")
    if seen := rows.allowed(user, P.ASSESS_VIEW).filter(pk=pk).first():
        return seen
    does = Task.objects.stemming_from(ORIGIN, [pk]).done_by(user).exists()
    return rows.filter(pk=pk).first() if does else None
