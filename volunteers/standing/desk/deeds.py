"""Deeds on the desk: entered, confirmed many at once, seconded, sent back, taken back."""

from decimal import Decimal

from django import forms
from django.contrib import admin
from django.http import Http404
from django.urls import path, reverse
from django.utils.html import format_html
from unfold.contrib.filters.admin import RangeDateFilter
from unfold.decorators import display
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from orgtree.acts import does
from orgtree.choices import Permission as P
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.bulk import BulkMixin
from orgtree.desk.forms import ServiceForm
from orgtree.files.shown import file_url
from orgtree.looks.services.access import record_rows
from orgtree.sheets.documents import docx_response
from orgtree.text.rules.numbers import plain
from volunteers.members.desk.behind import MemberFilter
from volunteers.points.choices import ItemEntry, PointCategory
from volunteers.points.models.points import RuleItem, RuleSet
from volunteers.points.services.points import explain
from volunteers.standing.lists import deed_list
from volunteers.standing.models.deed import DeedReport
from volunteers.standing.services import deeds as services
from volunteers.standing.services.deduction_notice import deduction_notice
from volunteers.standing.services.deed_acts import deed_acts

ENTERED = (ItemEntry.DESK, ItemEntry.SELF, ItemEntry.DEDUCT)


def item_choices() -> list:
    """Items that the desk enters, by chapter, from every published table: the service takes the one in force."""
    published = RuleSet.objects.filter(published_at__isnull=False)
    items = RuleItem.objects.filter(rule_set__in=published, entry__in=ENTERED).order_by("code", "-rule_set")
    chapters: dict[str, dict[str, str]] = {}
    for item in items:
        chapters.setdefault(PointCategory(item.category).label, {}).setdefault(item.code, str(item))
    return [("", "请选择"), *((chapter, list(codes.items())) for chapter, codes in chapters.items())]


class DeedDeskForm(ServiceForm):
    """One deed, as the desk enters it."""

    item_code = forms.ChoiceField(label="积分项目", choices=item_choices, widget=UnfoldAdminSelectWidget)
    evidence = forms.CharField(
        label="依据",
        max_length=500,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
        help_text="会议、文件、办结编号、核实结论等；不写他人的姓名、病情等个人信息",
    )
    file = forms.FileField(
        label="附件", required=False, widget=UnfoldAdminFileFieldWidget, help_text="图片或PDF，不超过10兆字节"
    )

    class Meta:
        model = DeedReport
        fields = ("member", "item_code", "happened_on", "quantity", "deed_key", "evidence", "service", "file")
        help_texts = {
            "quantity": "多少次、多少件、多少个月；表彰填级别：1区县级，2市级，3省级以上",
            "deed_key": "表彰须填。同一事迹只按最高级别计分",
            "service": "只在扣减涉及某次服务时填写",
        }


class MineFilter(admin.SimpleListFilter):
    """What waits for the viewer's own hand, as the card counts it."""

    title, parameter_name = "办理", "mine"

    def lookups(self, request, model_admin):
        return [("yes", "等您办理")]

    def queryset(self, request, queryset):
        waiting = DeedReport.objects.to_decide(request.user).values("pk")
        return queryset.filter(pk__in=waiting) if self.value() else queryset


@admin.register(DeedReport)
class DeedReportAdmin(BulkMixin, ScopedAdmin):
    """Nobody edits a report: it is confirmed, seconded, sent back, or taken back by reversal."""

    acts = deed_acts
    view_permission = P.POINTS_VIEW
    add_permission = P.POINTS_ENTER
    empty_hint = "服务以外的积分事项在这里登记：参加议事会、上报事件、表彰，以及未到等扣减。党员也可以在手机上申报。"
    add_hint = "登记后由有确认权限的另一人确认。扣减项登记后先告知本人，等本人说明或说明期满，经两人审核才会扣减。"
    form = DeedDeskForm
    menu_place = "points"
    tab_position = 10
    related_permissions = {"member": P.POINTS_ENTER, "service": P.SERVICE_VIEW}
    listing = deed_list
    list_filter = [MineFilter, ("happened_on", RangeDateFilter), MemberFilter]
    search_fields = ("member__name", "evidence", "deed_key")
    search_help_text = "姓名、依据、事迹名称"
    readonly_fields = ("state_shown", "item_shown", "amount_shown", "file_shown", "points_shown")

    # Grid workers enter deeds and confirm some, without seeing all points: they see what they may enter.

    def has_module_permission(self, request):
        return super().has_module_permission(request) or self.may(request, P.POINTS_ENTER)

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) or self.may(request, P.POINTS_ENTER, obj)

    def get_queryset(self, request):
        rows = self.model._default_manager
        seen = rows.allowed(request.user, P.POINTS_VIEW) | rows.allowed(request.user, P.POINTS_ENTER)
        return seen.labelled()

    def row_title(self, obj) -> str:
        return f"{obj.member} {obj.item_label}（{obj.happened_on:%Y-%m-%d}）"

    def get_fields(self, request, obj=None):
        if obj is None:
            return DeedDeskForm.Meta.fields
        return (
            "state_shown",
            "member",
            "area",
            "item_shown",
            "happened_on",
            "amount_shown",
            "deed_key",
            "evidence",
            "service",
            "file_shown",
            "points_shown",
            "origin",
            "entered_by",
            "entered_at",
            "reply_until",
            "reply",
            "replied_at",
            "confirmer_role",
            "first_by",
            "first_at",
            "second_role",
            "second_by",
            "second_at",
            "ended_by",
            "ended_at",
            "reason",
        )

    def object_links(self, request, obj):
        if not obj.is_deduction:
            return []
        return [("打印告知书", reverse("admin:volunteers_deedreport_notice", args=[obj.pk]), "print")]

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/notice.docx", wrap(self.notice_view), name="volunteers_deedreport_notice"),
            *super().get_urls(),
        ]

    def notice_view(self, request, pk: int):
        """The notice of a deduction on paper; printing it is recorded."""
        report = self.get_object(request, str(pk))
        if report is None or not report.is_deduction:
            raise Http404
        subject = f"扣减积分告知书（编号{report.pk}）"
        record_rows(request.user, [report], subject=subject, area=report.area)
        return docx_response(request, f"扣减积分告知书{report.pk}.docx", deduction_notice(report))

    @does(deed_acts, "enter")
    def save_by_service(self, request, obj, form, change):
        said = dict(form.cleaned_data)
        member, upload, service = said.pop("member"), said.pop("file"), said.pop("service")
        row = services.DeedRow(member_id=member.pk, **said | {"quantity": Decimal(said["quantity"])})
        return services.report_deed(row=row, upload=upload, service=service, by=request.user)[0]

    @display(description="附件")
    def file_shown(self, report):
        if not report.file:
            return "无"
        return format_html('<a href="{}">查看附件</a>', file_url("deed-file", report.pk))

    @display(description="积分")
    def points_shown(self, report):
        entry = report.point_entry()
        return f"{plain(entry.credit.credited)}分。{explain(entry)}" if entry else "尚未记入"
