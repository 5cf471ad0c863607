"""Corrections of the working calendar, on the desk of those who keep the rules of an area."""

from django.contrib import admin
from django.urls import reverse

from orgtree.calendar.lists import workday_list
from orgtree.calendar.models.workdays import WorkdayOverride
from orgtree.calendar.services import calendar
from orgtree.choices import Permission as P
from orgtree.desk.actions import ObjectAction
from orgtree.desk.forms import ServiceForm
from orgtree.owned.desk.owned import OwnedAdmin


def remove(request, override, data) -> str:
    calendar.remove_override(override_id=override.pk, by=request.user)
    return f"已移除{override.day}的调整，这一天恢复按上级的规定或内置日历计算。"


@admin.register(WorkdayOverride)
class WorkdayOverrideAdmin(OwnedAdmin):
    """Days off and days of work that the built-in calendar does not know, of all or of an area."""

    tab_position = 72
    empty_hint = "国家公布的放假和调休已经内置；本地另有安排的日子才在这里新增。"
    form = ServiceForm
    listing = workday_list
    fields = ("area", "day", "is_workday", "note")
    object_actions = (
        ObjectAction(
            key="remove",
            label="移除",
            permission=P.RULES_EDIT,
            run=remove,
            hint="移除后，这一天按上级的规定或内置的国家节假日日历计算；已经算出的期限不受影响。",
            icon="delete",
            leads_to=lambda override: reverse("admin:orgtree_workdayoverride_changelist"),
        ),
    )

    def save_by_service(self, request, obj, form, change):
        for name, value in form.cleaned_data.items():
            setattr(obj, name, value)
        return calendar.save_override(override=obj, by=request.user)
