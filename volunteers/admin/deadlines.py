"""Deadlines on the desk: dated rows, edited by those who keep the rules."""

from django.contrib import admin

from volunteers.admin.dictionaries import DictionaryAdmin
from volunteers.models import DeadlineRule


@admin.register(DeadlineRule)
class DeadlineRuleAdmin(DictionaryAdmin):
    """A change is a new row with a later date; a wrong row is corrected in place."""

    menu_icon = "alarm"
    list_display = ("key", "number", "unit", "active_from")
    list_filter = ("key",)
    fields = ("key", "number", "unit", "active_from")
