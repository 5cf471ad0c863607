"""Pairings on the desk, and the press by which a unit that reported in is paired."""

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.utils import timezone

from cocon.bases import CoconAdmin
from cocon.declare import Tabs
from cocon.units.desk.profiles import contacts_link
from cocon.units.lists import pairing_list
from cocon.units.models import Pairing
from cocon.units.services.pairings import pairings
from orgtree.choices import Permission as P
from orgtree.desk.acts import answered_button, answered_entry
from orgtree.desk.bulk import BulkMixin
from orgtree.errors import RuleBroken
from volunteers.declare import add_unit_report_in_acts
from volunteers.members.choices.unit_report_in import UnitReportInState
from volunteers.members.models.unit_report_in import UnitReportIn


class InForceFilter(admin.SimpleListFilter):
    """Pairings in force today, or ended."""

    title, parameter_name = "状态", "in_force"

    def lookups(self, request, model_admin):
        return [("yes", "结对中"), ("no", "已结束")]

    def queryset(self, request, queryset):
        ended = Q(until__lt=timezone.localdate())
        return {"yes": queryset.exclude(ended), "no": queryset.filter(ended)}.get(self.value(), queryset)


@admin.register(Pairing)
class PairingAdmin(BulkMixin, CoconAdmin):
    """Seen by the unit (its own) and the community (its own); made and ended by the latter."""

    acts, listing = pairings, pairing_list
    tab_position, tab_group = 32, Tabs.UNITS
    empty_hint = "登记单位与社区的结对，或用表格导入；单位报到接收后，也可以在那里一键结对。"
    list_filter = (InForceFilter,)
    search_fields = ("unit__name", "unit__uscc")
    search_help_text = "单位名称或统一社会信用代码"
    shows = "state_shown unit community since until end_reason made_by made_at"

    def object_links(self, request, obj):
        return contacts_link(request, obj.unit)


# --- On the pages of report-ins -----------------------------------------------------------------------------------------


def is_accepted(report_in: UnitReportIn) -> bool:
    return report_in.state == UnitReportInState.ACCEPTED


def paired_by(report_in: UnitReportIn) -> dict:
    """What the pairing of a unit that reported in says: as the one in force does, else from the day it was accepted. Raises RuleBroken."""
    if not is_accepted(report_in):
        raise RuleBroken("wrong_state", "还没有接收，或已经结束", conflict=True)
    both = {"unit": report_in.unit, "community": report_in.community}
    live = Pairing.objects.in_force_on(timezone.localdate()).filter(**both).first()
    return both | {"since": live.since if live else timezone.localdate(report_in.accepted_at)}


def report_ins_for(user) -> QuerySet[UnitReportIn]:
    return UnitReportIn.objects.allowed(user, P.COCON_MANAGE).select_related("unit", "community")


add_unit_report_in_acts(
    buttons=[answered_button(pairings, "make", key="pair", answers=paired_by, applies=is_accepted, is_repeatable=True)],
    entries=[answered_entry(pairings, "make", key="pair", answers=paired_by, rows=report_ins_for)],
)
