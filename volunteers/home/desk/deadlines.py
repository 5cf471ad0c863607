"""Deadlines on the desk: dated rows, edited by those who keep the rules."""

from django.contrib import admin
from unfold.decorators import display

from orgtree.admin.dictionaries import DictionaryAdmin
from volunteers.home.services.retention import KEYS, due_counts
from volunteers.members.models.deadline import DeadlineRule


@admin.register(DeadlineRule)
class DeadlineRuleAdmin(DictionaryAdmin):
    """A change is a new row with a later date; a wrong row is corrected in place."""

    tab_position = 68
    empty_hint = "各项期限和提醒；改动从启用日期起适用。"
    list_display = ("key", "length_shown", "active_from")
    list_filter = ("key",)
    fields = ("key", "number", "unit", "active_from")
    readonly_fields = ("due_shown",)

    def get_fields(self, request, obj=None):
        return (*self.fields, "due_shown") if obj and obj.key in KEYS else self.fields

    @display(description="期限或数量", ordering="number")
    def length_shown(self, rule):
        return f"{rule.number}{rule.get_unit_display()}"

    @display(description="现已到期")
    def due_shown(self, rule):
        return f"{due_counts()[rule.key]}条，今晚起自动清除。延长期限前，须先发布写明新期限的知情同意书。"
