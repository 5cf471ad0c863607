"""What is overdue on the desk; it only reminds."""

from django.urls import reverse

from orgtree.choices import Permission as P
from orgtree.declare import Card, registry
from volunteers.models import ReportIn
from volunteers.services.deadlines import STEPS, DeadlineBook, Step


def _card(step: Step) -> Card:
    return Card(
        key=f"volunteers.late_{step.key}",
        label=step.label,
        hint=step.hint,
        count=lambda user: (
            ReportIn.objects.allowed(user, P.REPORT_IN_DECIDE).filter(DeadlineBook().overdue(step)).count()
        ),
        url=lambda user: f"{reverse('admin:volunteers_reportin_changelist')}?due={step.key}",
        permission=P.REPORT_IN_DECIDE,
    )


registry.add_cards(_card(step) for step in STEPS)
