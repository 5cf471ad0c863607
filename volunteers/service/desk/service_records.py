"""Service records on the desk: waiting first, decided many at once."""

from functools import partial

from django import forms
from django.contrib import admin
from unfold.contrib.filters.admin import RangeDateFilter
from unfold.decorators import display

from orgtree.choices import Permission as P
from orgtree.desk.acts import make_button
from orgtree.desk.base import ReadOnlyInline, ScopedAdmin
from orgtree.desk.bulk import BulkAct, BulkMixin
from orgtree.errors import RuleBroken
from orgtree.files.shown import shown_picture
from orgtree.looks.services.access import record_rows
from orgtree.sheets.documents import docx_response
from orgtree.text.rules.numbers import plain
from volunteers.members.desk.behind import MemberFilter
from volunteers.members.desk.dress import Dressed
from volunteers.members.desk.titles import OfMember
from volunteers.points.services.points import explain
from volunteers.service.forms.hour_change import HourChangeForm
from volunteers.service.lists import change_list, service_list
from volunteers.service.models.hour_change import HourChange
from volunteers.service.models.service import ServiceRecord
from volunteers.service.services.booklet_slips import booklet_slips, slip_points
from volunteers.service.services.confirmers import is_for
from volunteers.service.services.hour_changes import hour_changes
from volunteers.service.services.service_records import service_acts


class DeskHourChangeForm(Dressed, HourChangeForm):
    """The same on the desk, where any day can be named."""

    served_on = forms.DateField(
        label="服务日期",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "请填写正确的日期，例如 2026-05-01"},
    )

    def __init__(self, *sent, record):
        super().__init__(*sent, record=record, days=[])


class HourChangeInline(ReadOnlyInline):
    model = HourChange
    fk_name = "record"
    view_permission = P.SERVICE_VIEW
    show_change_link = True
    hide_title = False  # it carries the link
    listing = change_list
    fields = ("state", "old_shown", "new_shown", "reason", "proposed_by", "decided_by")
    verbose_name_plural = "时长更正"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("old_kind", "new_kind", "proposed_by", "decided_by")


def print_slips(request, ids, data):
    """Slips for the people whose records are chosen; for those whom the viewer may enter services for."""
    records = ServiceRecord.objects.allowed(request.user, P.SERVICE_ENTER).filter(pk__in=ids)
    records = list(
        records.select_related("member", "kind", "entered_by", "area__parent__parent").order_by(
            "member__name", "member", "started_at"
        )
    )
    if not records:
        raise RuleBroken("nothing", "所选记录不在您的代录范围内，没有可打印的回执")
    record_rows(request.user, records, subject="手册录入回执", area=records[0].area)
    document = booklet_slips(records, slip_points([record.pk for record in records]))
    return docx_response(request, "服务记录手册录入回执.docx", document)


class WaitsForMe(admin.SimpleListFilter):
    """What the viewer can decide now."""

    title, parameter_name = "等谁确认", "mine"

    def lookups(self, request, model_admin):
        return [("yes", "等我确认"), ("first", "等我先行确认")]

    def queryset(self, request, queryset):
        asked = {"yes": queryset.to_confirm, "first": queryset.to_vouch}.get(self.value())
        return asked(request.user) if asked else queryset


@admin.register(ServiceRecord)
class ServiceRecordAdmin(OfMember, BulkMixin, ScopedAdmin):
    """Nobody edits a record: it is confirmed, sent back, or declared void. It is entered from the member's page."""

    acts = service_acts
    view_permission = P.SERVICE_VIEW
    menu_place = "services"
    tab_position = 10
    empty_hint = "党员在手机上填报的、活动点名得出的、工作人员代录的服务都在这里；代录从“报到党员”的页面办理。"
    listing = service_list
    # Higher subjects add filters of their own to this list.
    list_filter = [WaitsForMe, ("served_on", RangeDateFilter), MemberFilter]
    search_fields = ("member__name", "note")
    search_help_text = "姓名、服务内容"
    shows = (
        "state_shown member area kind when_shown hours_shown people_served good_deeds team note proof photo_shown "
        "origin entered_by entered_at session waits_for_shown first_by first_at decided_by decided_at confirm_reason reason voided_at points_shown"
    )
    inlines = (HourChangeInline,)
    bulk_acts = (BulkAct("slips", "打印手册录入回执", "打印", P.SERVICE_ENTER, print_slips),)
    object_actions = (
        make_button(
            hour_changes,
            "propose",
            key="change",
            build_form=lambda request, record: partial(DeskHourChangeForm, record=record),
        ),
    )

    def _is_offered(self, request, action, obj) -> bool:
        return super()._is_offered(request, action, obj) and is_for(request.user, action.key, obj)

    @display(description="照片")
    def photo_shown(self, record):
        return shown_picture("service-photo", record, "photo", "服务照片")

    @display(description="积分")
    def points_shown(self, record):
        entry = record.point_entry()
        return f"{plain(entry.credit.credited)}分。{explain(entry)}" if entry else "尚未计分"
