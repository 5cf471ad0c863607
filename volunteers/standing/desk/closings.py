"""Closing a year on the desk: an order, how far it is, and the yearly list when it is done."""

from django import forms
from django.contrib import admin
from django.http import Http404
from django.urls import path, reverse
from django.utils import timezone
from unfold.widgets import UnfoldAdminIntegerFieldWidget

from orgtree.acts import does
from orgtree.choices import Permission as P
from orgtree.choices import RunState
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.forms import ServiceForm
from orgtree.looks.services.access import record_rows
from orgtree.sheets.documents import docx_response
from orgtree.sheets.workbooks import write_workbook
from orgtree.web.downloads import workbook_reply
from volunteers.points.models.points import MemberYear
from volunteers.standing.lists import closing_list
from volunteers.standing.models.closing import YearClosing
from volunteers.standing.services import year_closing
from volunteers.standing.services.standing_sheets import year_document, year_sheet


def last_year() -> int:
    return timezone.localdate().year - 1


def year_field() -> forms.IntegerField:
    return forms.IntegerField(
        label="年度",
        min_value=2000,
        max_value=2099,
        initial=last_year,
        widget=UnfoldAdminIntegerFieldWidget,
        error_messages={"invalid": "请填写四位年份"},
    )


class ClosingForm(ServiceForm):
    """Which year of which area."""

    year = year_field()

    class Meta:
        model = YearClosing
        fields = ("area", "year", "despite_waiting")
        help_texts = {"despite_waiting": "结账后才确认的服务计入时长，不计该年度积分"}


@admin.register(YearClosing)
class YearClosingAdmin(ScopedAdmin):
    view_permission = P.RULES_VIEW
    add_permission = P.YEAR_CLOSE
    related_permissions = {"area": P.YEAR_CLOSE}
    form = ClosingForm
    add_label = "开始结账"
    add_hint = (
        "结账冻结这一区域每个人这一年的积分和服务时长，并按当年12月31日的规则提出建议等次；"
        "结账后不能重开，以后的更正只记入账本。等次随后由组织逐人评定。"
    )
    empty_hint = "年度结束以后，由街道党工委或上级按区域结账：冻结积分和时长，提出建议等次，再由组织评定。"
    menu_place = "points"
    tab_position = 45
    listing = closing_list
    readonly_fields = ("state_shown", "progress_shown")

    def get_fields(self, request, obj=None):
        if obj is None:
            return ClosingForm.Meta.fields
        return ("state_shown", "area", "year", "progress_shown", "despite_waiting", "created_by", "created_at")

    @does(year_closing.year_closings, "start")
    def save_by_service(self, request, obj, form, change):
        return year_closing.start_closing(**form.cleaned_data, by=request.user)

    def object_links(self, request, obj):
        if obj.state != RunState.DONE or not request.user.holds_at(P.POINTS_VIEW, obj.area):
            return []
        accounts = f"{reverse('admin:volunteers_memberyear_changelist')}?year={obj.year}"
        return [
            ("年度账户与评定", accounts, "event_available"),
            ("年度评价表（.xlsx）", reverse("admin:volunteers_yearclosing_xlsx", args=[obj.pk]), "download"),
            ("年度评价表（.docx）", reverse("admin:volunteers_yearclosing_docx", args=[obj.pk]), "print"),
        ]

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/list.xlsx", wrap(self.xlsx_view), name="volunteers_yearclosing_xlsx"),
            path("<int:pk>/list.docx", wrap(self.docx_view), name="volunteers_yearclosing_docx"),
            *super().get_urls(),
        ]

    def xlsx_view(self, request, pk: int):
        closing, accounts = self._exported(request, pk)
        sheet = year_sheet(closing.area, closing.year, accounts)
        return workbook_reply(write_workbook([sheet]), f"{closing.area.name}{closing.year}年度评价表.xlsx")

    def docx_view(self, request, pk: int):
        closing, accounts = self._exported(request, pk)
        document = year_document(closing.area, closing.year, accounts)
        return docx_response(request, f"{closing.area.name}{closing.year}年度评价表.docx", document)

    def _exported(self, request, pk: int):
        """(closing, the closed accounts that the viewer may see); recorded as an export of personal data."""
        closing = self.get_object(request, str(pk))
        if closing is None or not request.user.holds_at(P.POINTS_VIEW, closing.area):
            raise Http404
        rows = MemberYear.objects.allowed(request.user, P.POINTS_VIEW).within(closing.area)
        accounts = list(
            rows.filter(year=closing.year, closed_at__isnull=False)
            .select_related("member", "band_decided_by")
            .order_by("member")
        )
        record_rows(request.user, accounts, subject=f"{closing.year}年度评价表", area=closing.area)
        return closing, accounts
