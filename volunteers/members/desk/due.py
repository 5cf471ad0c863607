"""What is due, on lists and pages of report-ins."""

from django.contrib import admin
from django.utils import timezone
from unfold.decorators import display

from orgtree.calendar.services.deadlines import DeadlineBook
from volunteers.members.services.deadlines import STEPS, next_due, overdue, step_of


class DueFilter(admin.SimpleListFilter):
    """Report-ins that wait for a grid, and those past a deadline."""

    title = "期限"
    parameter_name = "due"
    TO_PLACE = "to_place"

    def lookups(self, request, model_admin):
        return [(self.TO_PLACE, "待入格"), *((step.key, step.label) for step in STEPS)]

    def queryset(self, request, queryset):
        if self.value() == self.TO_PLACE:
            return queryset.to_place()
        if self.value() in {step.key for step in STEPS}:
            return queryset.filter(overdue(DeadlineBook(), step_of(self.value())))
        return queryset


class DueMixin:
    """Writes on every row shown what it waits for and until when: `due_shown`. Two queries a page."""

    def get_changelist(self, request, **kwargs):
        class WithDue(super().get_changelist(request, **kwargs)):
            def get_results(self, request):
                super().get_results(request)
                mark_due(self.result_list)

        return WithDue

    def get_object(self, request, object_id, from_field=None):
        row = super().get_object(request, object_id, from_field)
        if row is not None:
            mark_due([row])
        return row

    @display(description="期限", label={"已超期": "danger", "未超期": "info"})
    def due_shown(self, row):
        if not getattr(row, "due", None):
            return None, "—"
        what, day = row.due
        late = day < timezone.localdate()
        return ("已超期" if late else "未超期"), f"{what} {day:%Y-%m-%d}{' 已超期' if late else ''}"


def mark_due(rows) -> None:
    """Set `due` of each report-in: (what, last day), or None."""
    book = DeadlineBook()
    for row in rows:
        row.due = next_due(book, row)
