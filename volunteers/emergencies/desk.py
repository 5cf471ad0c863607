"""Emergencies on the desk: their dated limits, and what each came to. The work itself is done on pages of its own."""

from decimal import Decimal

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from unfold.decorators import display

from orgtree.choices import Permission as P
from orgtree.desk.base import ReadOnlyInline, ScopedAdmin
from orgtree.owned.desk.dictionaries import DictionaryAdmin
from orgtree.text.rules.numbers import plain
from volunteers.emergencies.lists import emergency_list, limits_list
from volunteers.emergencies.models.emergency import Emergency, EmergencyLimits, EmergencyStep, EmergencyTotals
from volunteers.emergencies.services.counts import FROZEN
from volunteers.members.desk.behind import AskedFilter
from volunteers.service.models.service import ServiceRecord


class EmergencyFilter(AskedFilter):
    """The hours that were rolled in one emergency."""

    title, parameter_name, lookup = "应急动员", "emergency", "shift_place__shift__emergency"

    @staticmethod
    def known(user):
        rows = Emergency.objects.all()
        return rows.concerning(user, P.EMERGENCY_RUN) | rows.concerning(user, P.EMERGENCY_OPEN)


# The page of the list has put its filters together when it was registered.
admin.site._registry[ServiceRecord].list_filter.append(EmergencyFilter)


@admin.register(EmergencyLimits)
class EmergencyLimitsAdmin(DictionaryAdmin):
    """A new row holds from its date on; what has begun is not altered."""

    change_permission = None
    tab_position = 70
    empty_hint = "应急动员最长多少天、名单保留多久；改动从启用日期起适用。"
    listing = limits_list
    fields = ("active_from", "longest_days", "warn_days", "purge_days")


class StepInline(ReadOnlyInline):
    model = EmergencyStep
    view_permission = P.EMERGENCY_OPEN
    fields = ("text", "reason", "by", "at")
    verbose_name_plural = "动员过程"


# The word by which the page of an emergency opens each total.
OPENED_AS = {
    "pioneer_posts": "pioneer-posts",
    "responsibility_areas": "responsibility-areas",
}


def total_shown(name: str):
    """The column of one total, leading to its rows."""

    @display(description=EmergencyTotals._meta.get_field(name).verbose_name)
    def shown(totals):
        number = plain(Decimal(getattr(totals, name)))
        if number == "0":
            return number
        address = reverse("emergency-rows", args=[totals.emergency_id, OPENED_AS.get(name, name)])
        return format_html('<a class="text-link" href="{}?area={}">{}</a>', address, totals.area_id, number)

    return shown


class TotalsInline(ReadOnlyInline):
    model = EmergencyTotals
    view_permission = P.EMERGENCY_OPEN
    fields = ("area", *(total_shown(name) for name in FROZEN))
    verbose_name_plural = "结束时留存的总数"


@admin.register(Emergency)
class EmergencyAdmin(ScopedAdmin):
    """The record of an emergency with its history, to look things up in."""

    view_permission = P.EMERGENCY_OPEN
    menu_place = "services"
    tab_position = 60
    empty_hint = "应急动员由街道党工委以上启动，经过记在这里。"
    inlines = [StepInline, TotalsInline]
    listing = emergency_list
    search_fields = ("number", "title")
    search_help_text = "编号、名称"
    shows = "number title kind area reason state planned_end opened_by opened_at closed_by closed_at purged_at"

    def object_links(self, request, obj):
        return [("动员页面", reverse("emergency", args=[obj.pk]), "emergency")]
