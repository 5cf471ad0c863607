"""What key tasks declare for the ground floor."""

from django.urls import reverse

from assessments.keytasks.models import KeyTask, MechanismPart, SupervisionVisit
from assessments.keytasks.services.milestones import ORIGIN
from assessments.keytasks.services.seen import find_key
from assessments.keytasks.services.visits import ORIGIN as OF_VISIT
from orgtree.choices import Permission as P
from orgtree.declare import Broken, Occupant, TaskOrigin, registry


def find_key_task(user, pk: int) -> tuple[str, str] | None:
    """The key task behind a milestone, for whoever may open it."""
    key = find_key(user, pk)
    return (key.title, reverse("key-task", args=[pk])) if key else None


def find_visit(user, pk: int) -> tuple[str, str] | None:
    """The visit behind a task, on the desk."""
    visit = SupervisionVisit.objects.allowed(user, P.ASSESS_VIEW).filter(pk=pk).select_related("place").first()
    return (f"督导 {visit}", reverse("admin:assessments_supervisionvisit_change", args=[pk])) if visit else None


registry.add_task_origins([TaskOrigin(ORIGIN, "重点任务", find_key_task), TaskOrigin(OF_VISIT, "督导", find_visit)])
registry.add_occupants(
    [
        Occupant("key_tasks", "推进中的重点任务", "项", lambda area: KeyTask.objects.filter(area=area, state="open")),
        Occupant(
            "mechanism", "在册的工作机制", "项", lambda area: MechanismPart.objects.filter(area=area, ended_on=None)
        ),
    ]
)
registry.add_constraints(
    {
        "key_task_once_a_year": Broken("known", "这一年的清单里已有这项任务", "title"),
        **{f"mechanism_{name}_once": Broken("known", "已经登记", name) for name in ("name", "unit", "body")},
    }
)
