"""What is due, as the list of report-ins is narrowed by it."""

from django.contrib import admin

from orgtree.calendar.services.deadlines import DeadlineBook
from volunteers.members.services.deadlines import STEPS, overdue, step_of


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
