"""The hours of offices on the desk."""

from django.contrib import admin

from orgtree.calendar.lists import hours_list
from orgtree.calendar.models.office_hours import OfficeHours
from orgtree.calendar.services.office_hours import save_hours
from orgtree.desk.forms import ServiceForm
from orgtree.owned.desk.owned import OwnedAdmin


@admin.register(OfficeHours)
class OfficeHoursAdmin(OwnedAdmin):
    """A change is a new row with a later date; a row in force can only be given an end."""

    tab_position = 73
    empty_hint = "没有另定时，办公时间为8:30-12:00、14:30-18:00；按小时计的时限只算办公时间。"
    form = ServiceForm
    listing = hours_list
    fields = ("area", "hours", "active_from", "active_to")

    def save_by_service(self, request, obj, form, change):
        for name, value in form.cleaned_data.items():
            setattr(obj, name, value)
        return save_hours(hours=obj, by=request.user)
