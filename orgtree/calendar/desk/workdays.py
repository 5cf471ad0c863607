"""Corrections of the working calendar, on the desk of those who keep the rules of an area."""

from django.contrib import admin

from orgtree.calendar.acts import workday_acts
from orgtree.calendar.lists import workday_list
from orgtree.calendar.models.workdays import WorkdayOverride
from orgtree.calendar.services import calendar
from orgtree.desk.acts import object_actions_of
from orgtree.desk.forms import ServiceForm
from orgtree.owned.desk.owned import OwnedAdmin


@admin.register(WorkdayOverride)
class WorkdayOverrideAdmin(OwnedAdmin):
    """Days off and days of work that the built-in calendar does not know, of all or of an area."""

    tab_position = 72
    empty_hint = "国家公布的放假和调休已经内置；本地另有安排的日子才在这里新增。"
    form = ServiceForm
    listing = workday_list
    fields = ("area", "day", "is_workday", "note")
    object_actions = object_actions_of(workday_acts)

    def save_by_service(self, request, obj, form, change):
        for name, value in form.cleaned_data.items():
            setattr(obj, name, value)
        return calendar.save_override(override=obj, by=request.user)
