"""Pairings on the desk, and the press by which a unit that reported in is paired."""

from django.contrib import admin
from django.db.models import Q
from django.utils import timezone

from cocon.declare import Tabs
from cocon.units.desk.profiles import contacts_link
from cocon.units.lists import pairing_list
from cocon.units.models import Pairing
from cocon.units.services.pairings import communities_for, pair_reported, pair_unit, pairings, units_for
from orgtree.acts import does
from orgtree.acts.outcome import Outcome
from orgtree.choices import Permission as P
from orgtree.desk.acts import bulk_acts_of, form_button, form_entry, object_actions_of
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.bulk import BulkMixin
from orgtree.desk.forms import ServiceForm
from orgtree.desk.related import is_choosing
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
class PairingAdmin(BulkMixin, ScopedAdmin):
    """Seen by the unit (its own) and the community (its own); made and ended by the latter."""

    view_permission = P.COCON_VIEW
    add_permission = P.COCON_MANAGE
    menu_place = "cocon"
    tab_position, tab_group = 32, Tabs.UNITS
    empty_hint = "登记单位与社区的结对，或用表格导入；单位报到接收后，也可以在那里一键结对。"
    form = ServiceForm
    listing = pairing_list
    list_filter = (InForceFilter,)
    search_fields = ("unit__name", "unit__uscc")
    search_help_text = "单位名称或统一社会信用代码"
    own = ("unit", "community", "since")
    readonly_fields = ("state_shown", "until", "end_reason", "made_by", "made_at")
    bulk_acts = bulk_acts_of(pairings)
    object_actions = object_actions_of(pairings)

    def field_groups(self, request, obj=None):
        if obj is None:
            return ((None, {"fields": self.own}),)
        return ((None, {"fields": ("state_shown", *self.own, "until", "end_reason", "made_by", "made_at")}),)

    def rows_for(self, field, request):
        """Units of the district and above, communities of one's own."""
        if is_choosing(request):
            if field.name == "unit":
                return units_for(request.user)
            if field.name == "community":
                return communities_for(request.user)
        return super().rows_for(field, request)

    def get_changeform_initial_data(self, request):
        return {"since": timezone.localdate()} | super().get_changeform_initial_data(request)

    def object_links(self, request, obj):
        return contacts_link(request, obj.unit)

    @does(pairings, "make")
    def save_by_service(self, request, obj, form, change):
        return pair_unit(**{name: form.cleaned_data[name] for name in self.own}, by=request.user)


# --- On the pages of report-ins -----------------------------------------------------------------------------------------


def pair_one(request, report_in: UnitReportIn, data) -> str:
    paired = _pair(report_in, request.user)
    return f"已结对，自{paired.since:%Y-%m-%d}起。"


def _pair(report_in: UnitReportIn, by) -> Pairing:
    since = timezone.localdate(report_in.accepted_at)
    return pair_reported(unit=report_in.unit, community=report_in.community, since=since, by=by)


def pair_many(request, ids, data) -> Outcome:
    """Each report-in that is accepted and in reach is paired; the outcome tells of the others."""
    outcome = Outcome()
    rows = UnitReportIn.objects.allowed(request.user, P.COCON_MANAGE).filter(pk__in=ids)
    found = list(rows.select_related("unit", "community").order_by("pk"))
    for row in found:
        if row.state != UnitReportInState.ACCEPTED:
            outcome.refuse(row, "还没有接收，或已经结束")
            continue
        try:
            _pair(row, request.user)
        except RuleBroken as broken:
            outcome.refuse(row, broken.message)
        else:
            outcome.do(row)
    outcome.refuse_missing(len(set(ids)), len(found))
    return outcome


add_unit_report_in_acts(
    buttons=[
        form_button(
            pairings,
            "make",
            key="pair",
            run=pair_one,
            applies=lambda report_in: report_in.state == UnitReportInState.ACCEPTED,
            is_repeatable=True,
        )
    ],
    entries=[form_entry(pairings, "make", key="pair", run=pair_many)],
)
