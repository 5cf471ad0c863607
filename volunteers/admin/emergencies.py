"""Emergencies on the desk: their dated limits, and what each came to. The work itself is done on pages of its own."""

from django.contrib import admin
from django.urls import reverse

from orgtree.admin.base import ReadOnlyInline, ScopedAdmin
from orgtree.choices import Permission as P
from volunteers.admin.dictionaries import DictionaryAdmin
from volunteers.models import Emergency, EmergencyLimits, EmergencyStep, EmergencyTotals


@admin.register(EmergencyLimits)
class EmergencyLimitsAdmin(DictionaryAdmin):
    """A new row holds from its date on; what has begun is not altered."""

    change_permission = None
    menu_icon = "timer"
    empty_hint = "应急动员最长多少天、名单保留多久；改动从启用日期起适用。"
    list_display = ("active_from", "longest_days", "warn_days", "purge_days")
    fields = ("active_from", "longest_days", "warn_days", "purge_days")


class StepInline(ReadOnlyInline):
    model = EmergencyStep
    view_permission = P.EMERGENCY_OPEN
    fields = ("text", "reason", "by", "at")
    readonly_fields = fields
    verbose_name_plural = "动员过程"


class TotalsInline(ReadOnlyInline):
    model = EmergencyTotals
    view_permission = P.EMERGENCY_OPEN
    fields = (
        *("area", "invited", "accepted", "declined", "served", "hours"),
        *("teams", "orgs", "pioneer_posts", "responsibility_areas"),
    )
    readonly_fields = fields
    verbose_name_plural = "结束时留存的总数"


@admin.register(Emergency)
class EmergencyAdmin(ScopedAdmin):
    """The record of an emergency with its history, to look things up in."""

    view_permission = P.EMERGENCY_OPEN
    menu_group = "报到与服务"
    empty_hint = "应急动员由街道党工委以上启动，经过记在这里。"
    menu_icon = "history"
    menu_position = 80
    inlines = [StepInline, TotalsInline]
    list_display = ("number", "title", "kind", "area", "state", "opened_at", "closed_at")
    list_display_links = ("number", "title")
    list_filter = ("state", "kind")
    list_select_related = ("area",)
    search_fields = ("number", "title")
    search_help_text = "编号、名称"
    fields = (
        *("number", "title", "kind", "area", "reason", "state", "planned_end"),
        *("opened_by", "opened_at", "closed_by", "closed_at", "purged_at"),
    )
    readonly_fields = fields

    def object_links(self, request, obj):
        return [("动员页面", reverse("emergency", args=[obj.pk]), "emergency")]
