"""Report-ins of units on the desk: the unit's clerk files, the community accepts with a receipt or sends back."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from orgtree.choices import Permission as P
from orgtree.desk.actions import REVEAL_PHONE
from orgtree.desk.acts import bulk_acts_of, object_actions_of
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.bulk import BulkMixin
from orgtree.sheets.documents import docx_response
from volunteers.declare import unit_report_in_buttons, unit_report_in_entries
from volunteers.members.lists import unit_list
from volunteers.members.models.unit_report_in import UnitReportIn
from volunteers.members.services.unit_members import own_units, whereabouts
from volunteers.members.services.unit_receipt import unit_receipt
from volunteers.members.services.unit_report_ins import unit_report_ins


@admin.register(UnitReportIn)
class UnitReportInAdmin(BulkMixin, ScopedAdmin):
    """Seen by the unit's clerk (own unit) and by the community's desk (own area)."""

    acts = unit_report_ins
    view_permission = P.UNIT_REPORT
    menu_place = "people"
    tab_position = 30
    empty_hint = "单位党组织报送，或由社区代为登记后，出现在这里。"
    listing = unit_list
    search_fields = ("unit__name", "party_org", "receipt_number")
    search_help_text = "单位名称、党组织名称或回执编号"
    shows = (
        "state_shown unit community party_org head liaison phone_shown members_count services filed_by filed_at decided_by "
        "accepted_at receipt_number return_reason ended_at end_reason"
    )
    own_acts = (*object_actions_of(unit_report_ins), REVEAL_PHONE)

    # Higher apps add theirs when they are loaded, later than this.
    @property
    def bulk_acts(self):
        return (*bulk_acts_of(unit_report_ins), *unit_report_in_entries)

    @property
    def object_actions(self):
        return (*self.own_acts, *unit_report_in_buttons)

    # --- Papers and pages --------------------------------------------------------------------------------------------

    def get_urls(self):
        view = self.admin_site.admin_view
        own = [
            path("<int:pk>/receipt.docx", view(self.receipt_view), name="volunteers_unitreportin_receipt"),
            path("whereabouts/", view(self.whereabouts_view), name="volunteers_unitreportin_whereabouts"),
        ]
        return [*own, *super().get_urls()]

    def object_links(self, request, obj):
        if not obj.receipt_number:
            return []
        return [("打印回执", reverse("admin:volunteers_unitreportin_receipt", args=[obj.pk]), "print")]

    def receipt_view(self, request, pk: int):
        """The receipt of an accepted report-in; 404 for another's, or one that has none."""
        report_in = self.get_queryset(request).select_related("unit", "community").filter(pk=pk).first()
        if report_in is None or not report_in.receipt_number:
            raise Http404
        return docx_response(request, f"单位报到回执-{report_in.unit.name}.docx", unit_receipt(report_in))

    def whereabouts_view(self, request):
        """本单位党员报到去向: counts per community, names only by consent; 403 for who receives no feedback."""
        if not request.user.holds(P.FEEDBACK_RECEIVE):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": "本单位党员报到去向",
            "units": [(unit, whereabouts(unit)) for unit in own_units(request.user)],
        }
        return TemplateResponse(request, "volunteers/members/desk/whereabouts.html", context)
