"""Report-ins of units on the desk: the unit's clerk files, the community accepts with a receipt or sends back."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextInputWidget

from orgtree.acts import does
from orgtree.choices import Permission as P
from orgtree.desk.actions import REVEAL_PHONE
from orgtree.desk.acts import bulk_acts_of, form_button, object_actions_of
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.bulk import BulkMixin
from orgtree.desk.forms import ServiceForm
from orgtree.sheets.documents import docx_response
from orgtree.text.crypto import EncryptedTextField
from volunteers.declare import unit_report_in_buttons, unit_report_in_entries
from volunteers.members.desk.dress import Dressed
from volunteers.members.lists import unit_list
from volunteers.members.models.unit_report_in import UnitReportIn
from volunteers.members.services import unit_report_ins as services
from volunteers.members.services.unit_members import own_units, whereabouts
from volunteers.members.services.unit_receipt import unit_receipt


class ContentForm(Dressed, forms.Form):
    """What a returned report-in says, to be corrected."""

    party_org = forms.CharField(label="单位党组织", max_length=60)
    head = forms.CharField(label="党组织负责人", max_length=40)
    liaison = forms.CharField(label="联络员", max_length=40)
    phone = forms.CharField(label="联系电话", max_length=30, required=False, help_text="不修改就留空")
    members_count = forms.IntegerField(label="在职党员数", min_value=0, max_value=100_000)
    services = forms.CharField(label="可提供的服务", max_length=300, required=False, widget=forms.Textarea({"rows": 3}))


def content_form(request, report_in):
    """The form, filled with what was said before."""

    class Filled(ContentForm):
        def __init__(self, data=None):
            before = {name: getattr(report_in, name) for name in services.FIELDS if name != "phone"}
            super().__init__(data, initial=before)

    return Filled


def resubmit(request, report_in, data) -> str:
    fields = {name: value for name, value in data.items() if name != "phone" or value}
    services.resubmit_unit_report_in(report_in_id=report_in.pk, by=request.user, **fields)
    return "已重新提交，等待社区接收。"


@admin.register(UnitReportIn)
class UnitReportInAdmin(BulkMixin, ScopedAdmin):
    """Seen by the unit's clerk (own unit) and by the community's desk (own area)."""

    view_permission = P.UNIT_REPORT
    add_permission = P.UNIT_REPORT
    menu_place = "people"
    tab_position = 30
    empty_hint = "单位党组织报送，或由社区代为登记后，出现在这里。"
    form = ServiceForm
    formfield_overrides = {EncryptedTextField: {"widget": UnfoldAdminTextInputWidget}}  # a phone is one line
    listing = unit_list
    search_fields = ("unit__name", "party_org", "receipt_number")
    search_help_text = "单位名称、党组织名称或回执编号"
    own = ("unit", "community", "party_org", "head", "liaison", "members_count", "services")
    course = ("filed_by", "filed_at", "decided_by", "accepted_at", "receipt_number")
    course_ended = ("return_reason", "ended_at", "end_reason")
    readonly_fields = ("state_shown", "phone_shown", *course, *course_ended)
    own_acts = (
        *object_actions_of(services.unit_report_ins),
        form_button(services.unit_report_ins, "resubmit", run=resubmit, build_form=content_form),
        REVEAL_PHONE,
    )

    # Higher apps add theirs when they are loaded, later than this.
    @property
    def bulk_acts(self):
        return (*bulk_acts_of(services.unit_report_ins), *unit_report_in_entries)

    @property
    def object_actions(self):
        return (*self.own_acts, *unit_report_in_buttons)

    def field_groups(self, request, obj=None):
        if obj is None:
            return ((None, {"fields": (*self.own[:5], "phone", *self.own[5:])}),)
        course = (*self.course, *(name for name in self.course_ended if getattr(obj, name)))
        return (
            (None, {"fields": ("state_shown", *self.own[:5], "phone_shown", *self.own[5:])}),
            ("办理情况", {"fields": course}),
        )

    def rows_for(self, field, request):
        """A unit's clerk files at any community of the district; a community for the units of its street."""
        if request.resolver_match.url_name.endswith(("_add", "_autocomplete", "autocomplete")):
            if field.name == "unit":
                return services.units_for(request.user)
            if field.name == "community":
                return services.communities_for(request.user)
        return super().rows_for(field, request)

    @does(services.unit_report_ins, "file")
    def save_by_service(self, request, obj, form, change):
        fields = {name: form.cleaned_data[name] for name in ("unit", "community", *services.FIELDS)}
        return services.file_unit_report_in(by=request.user, **fields)

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

    @display(description="联系电话")
    def phone_shown(self, report_in):
        return report_in.masked_phone or "—"
