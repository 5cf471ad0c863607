"""The end of a year on the desk: closing, bands, exemptions, the yearly list; and the dry run of a draft of rules."""

from django import forms
from django.contrib import admin
from django.http import Http404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from unfold.decorators import display
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from orgtree.admin.actions import ObjectAction
from orgtree.admin.base import ScopedAdmin
from orgtree.admin.forms import ServiceForm, form_with
from orgtree.choices import Permission as P
from orgtree.documents import docx_response
from orgtree.downloads import workbook_reply
from orgtree.models import AccessLog
from orgtree.services.access import record_access
from orgtree.workbooks import Heading, Sheet, write_workbook
from volunteers.admin.bulk import BulkAct, BulkMixin
from volunteers.choices import Band, ExemptReason, OrderState
from volunteers.models import DryRun, MemberYear, RuleSet, YearClosing
from volunteers.rules.numbers import plain
from volunteers.services import bands, dry_runs, year_closing
from volunteers.services.standing_sheets import year_document, year_sheet

STATE_COLOURS = {"等待处理": "info", "正在处理": "warning", "已完成": "success", "未完成": "danger"}
MOVES_SHOWN = 50


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


def decide(request, account, data) -> str:
    bands.decide_band(account_id=account.pk, band=data["band"], reason=data["reason"], by=request.user)
    return "等次已评定，已通知本人。"


def exempt(request, account, data) -> str:
    bands.exempt_year(member=account.member, year=account.year, reason=data["reason"], by=request.user)
    return "已登记免评，该年度不评分。"


def lift(request, account, data) -> str:
    bands.lift_exemption(member=account.member, year=account.year, by=request.user)
    return "已取消免评。"


def accept(request, ids, data):
    return bands.accept_bands(account_ids=ids, by=request.user)


BandForm = form_with(
    band=forms.ChoiceField(label="等次", choices=[("", "请选择"), *Band.choices], widget=UnfoldAdminSelectWidget),
    reason=forms.CharField(
        label="理由",
        required=False,
        max_length=200,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
        help_text="与建议等次不同时必须写明，本人可见",
    ),
)
ExemptForm = form_with(
    reason=forms.ChoiceField(
        label="免评原因", choices=[("", "请选择"), *ExemptReason.choices], widget=UnfoldAdminSelectWidget
    )
)


@admin.register(MemberYear)
class MemberYearAdmin(BulkMixin, ScopedAdmin):
    """Accounts of a year by number, never by points."""

    view_permission = P.POINTS_VIEW
    records_looks = True
    menu_group = "积分"
    menu_icon = "event_available"
    menu_position = 60
    list_display = ("member", "year", "total_shown", "hours_shown", "suggested_band", "band_shown", "closed_shown")
    list_filter = ("year", "suggested_band", "band", "exempt_reason", "member__area")
    list_select_related = ("member",)
    search_fields = ("member__name",)
    search_help_text = "姓名"
    ordering = ("-year", "member")
    fields = (
        *("member", "year", "closed_shown", "closed_by", "total_shown", "later_shown", "hours_shown"),
        *("suggested_band", "band_shown", "band_reason", "band_decided_by", "band_decided_at"),
        *("exempt_reason", "exempt_by", "exempt_at"),
    )
    readonly_fields = fields
    bulk_acts = (
        BulkAct(
            "accept",
            "按建议评定等次",
            "评定",
            P.BAND_DECIDE,
            accept,
            form=lambda data, request, ids: forms.Form(data),
            hint="每人按建议等次评定，评定人和时间逐人记录。积分只是建议；应另评的，请先单独办理。",
        ),
    )
    object_actions = (
        ObjectAction(
            key="band",
            label="评定等次",
            permission=P.BAND_DECIDE,
            run=decide,
            hint="积分只作建议，等次由组织评定。与建议不同的，须写明理由，本人可见。",
            form=BandForm,
            icon="workspace_premium",
            applies=lambda account: account.closed_at is not None and not account.exempt_reason,
        ),
        ObjectAction(
            key="exempt",
            label="登记免评",
            permission=P.BAND_DECIDE,
            run=exempt,
            hint="免评的人该年度不评分。只选原因，不记出生日期、病情。",
            form=ExemptForm,
            icon="person_off",
            applies=lambda account: not account.exempt_reason,
        ),
        ObjectAction(
            key="lift",
            label="取消免评",
            permission=P.BAND_DECIDE,
            run=lift,
            icon="undo",
            applies=lambda account: bool(account.exempt_reason),
        ),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).with_total()

    @display(description="年度积分")
    def total_shown(self, account):
        if account.exempt_reason:
            return "免评"
        return plain(account.sum_now if account.frozen_total is None else account.frozen_total)

    @display(description="结账后更正")
    def later_shown(self, account):
        if account.frozen_total is None or account.sum_now == account.frozen_total:
            return "无"
        return f"{plain(account.sum_now - account.frozen_total)}分（不改变结账积分）"

    @display(description="服务小时")
    def hours_shown(self, account):
        return "—" if account.frozen_hours is None else plain(account.frozen_hours)

    @display(description="评定等次")
    def band_shown(self, account):
        if account.exempt_reason:
            return f"免评（{account.get_exempt_reason_display()}）"
        return account.get_band_display() or ("待评定" if account.closed_at else "—")

    @display(description="结账")
    def closed_shown(self, account):
        return f"{timezone.localtime(account.closed_at):%Y-%m-%d}" if account.closed_at else "未结账"


class ClosingForm(ServiceForm):
    """Which year of which area."""

    year = year_field()

    class Meta:
        model = YearClosing
        fields = ("area", "year", "despite_waiting")
        help_texts = {"despite_waiting": "结账后才确认的服务计入时长，不计该年度积分"}


class RunAdmin(ScopedAdmin):
    """Orders that a worker works through; the page says how far it is."""

    menu_group = "积分"
    list_select_related = ("area", "created_by")

    @display(description="状态", label=STATE_COLOURS)
    def state_shown(self, run):
        return run.get_state_display()

    @display(description="进度")
    def progress_shown(self, run):
        return f"{run.done}/{run.total}人" if run.total else "—"


@admin.register(YearClosing)
class YearClosingAdmin(RunAdmin):
    view_permission = P.RULES_VIEW
    add_permission = P.YEAR_CLOSE
    related_permissions = {"area": P.YEAR_CLOSE}
    form = ClosingForm
    menu_icon = "lock_clock"
    menu_position = 65
    list_display = ("state_shown", "area", "year", "progress_shown", "created_by", "created_at")
    list_filter = ("year", "area")
    readonly_fields = ("state_shown", "progress_shown")

    def get_fields(self, request, obj=None):
        if obj is None:
            return ClosingForm.Meta.fields
        return ("state_shown", "area", "year", "progress_shown", "despite_waiting", "created_by", "created_at")

    def save_by_service(self, request, obj, form, change):
        return year_closing.start_closing(**form.cleaned_data, by=request.user)

    def object_links(self, request, obj):
        if obj.state != OrderState.DONE or not request.user.holds_at(P.POINTS_VIEW, obj.area):
            return []
        return [
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
        record_access(
            actor=request.user,
            action=AccessLog.Action.EXPORT,
            subject=f"{closing.year}年度评价表",
            area=closing.area,
            rows=len(accounts),
        )
        return closing, accounts


class DryRunForm(ServiceForm):
    """Which draft on which year of which area."""

    year = year_field()

    class Meta:
        model = DryRun
        fields = ("rule_set", "area", "year")
        help_texts = {"area": "在规则的适用区域之内"}


def delete(request, run, data) -> str:
    dry_runs.delete_dry_run(run_id=run.pk, by=request.user)
    return "已删除这次试算。"


@admin.register(DryRun)
class DryRunAdmin(RunAdmin):
    """What a draft would have made of a past year; the ledger is only read."""

    view_permission = P.RULES_VIEW
    add_permission = P.RULES_EDIT
    related_permissions = {"area": P.RULES_EDIT}
    form = DryRunForm
    menu_icon = "science"
    menu_position = 70
    list_display = ("state_shown", "rule_set", "area", "year", "progress_shown", "created_by", "created_at")
    list_filter = ("year", "area")
    list_select_related = ("area", "created_by", "rule_set")
    readonly_fields = ("state_shown", "progress_shown", "bands_shown", "moved_shown", "names_shown")
    object_actions = (
        ObjectAction(
            key="delete",
            label="删除",
            permission=P.RULES_EDIT,
            run=delete,
            hint="删除这次试算的结果；规则和积分不受影响。",
            icon="delete",
            leads_to=lambda run: reverse("admin:volunteers_dryrun_changelist"),
        ),
    )

    def get_fields(self, request, obj=None):
        if obj is None:
            return DryRunForm.Meta.fields
        about = ("state_shown", "rule_set", "area", "year", "progress_shown", "created_by", "created_at")
        return (*about, "bands_shown", "moved_shown", "names_shown")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "rule_set":
            kept = self.rows_for(DryRun._meta.get_field("area"), request)
            kwargs["queryset"] = RuleSet.objects.filter(published_at__isnull=True, area__in=kept)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_by_service(self, request, obj, form, change):
        return dry_runs.start_dry_run(**form.cleaned_data, by=request.user)

    def get_object(self, request, object_id, from_field=None):
        run = super().get_object(request, object_id, from_field)
        if run is not None:
            run.viewer = request.user  # whose eyes decide which names are shown
        return run

    def object_links(self, request, obj):
        if obj.state != OrderState.DONE:
            return []
        return [("下载试算结果（.xlsx）", reverse("admin:volunteers_dryrun_xlsx", args=[obj.pk]), "download")]

    def get_urls(self):
        xlsx = path("<int:pk>/moves.xlsx", self.admin_site.admin_view(self.xlsx_view), name="volunteers_dryrun_xlsx")
        return [xlsx, *super().get_urls()]

    def xlsx_view(self, request, pk: int):
        run = self.get_object(request, str(pk))
        if run is None:
            raise Http404
        named = dry_runs.named_moves(run, request.user)
        record_access(
            actor=request.user,
            action=AccessLog.Action.EXPORT,
            subject=f"规则试算结果（编号{run.pk}）",
            area=run.area,
            rows=len(named),
        )
        return workbook_reply(write_workbook(_sheets(run, named)), f"{run.area.name}{run.year}年规则试算.xlsx")

    @display(description="等次分布")
    def bands_shown(self, run):
        if not run.result:
            return "—"
        rows = [(label, run.result["before"][code], run.result["after"][code]) for code, label in Band.choices]
        return format_html_join("；", "{}：现行{}人，草稿{}人", rows)

    @display(description="积分变化")
    def moved_shown(self, run):
        if not run.result:
            return "—"
        moves = run.result["moves"]
        across = sum(was != now for *_, was, now in moves)
        return f"{run.result['people']}人中，{len(moves)}人积分变化，{across}人等次变化"

    @display(description="变化名单")
    def names_shown(self, run):
        named = dry_runs.named_moves(run, run.viewer)
        if not named:
            return "没有变化，或您不能查看个人积分，只显示人数"
        rows = [(member, plain(old), plain(new), was, now) for member, old, new, was, now in named[:MOVES_SHOWN]]
        more = f"另有{len(named) - MOVES_SHOWN}人，见下载的表格" if len(named) > MOVES_SHOWN else ""
        return format_html("{}{}", format_html_join("", "{} {}→{}分，{}→{}<br>", rows), more)


def _sheets(run: DryRun, named: list[tuple]) -> list[Sheet]:
    about = f"{run.area.path_label()}　{run.year}年　试算规则：{run.rule_set}。只供参考，未改动任何积分。"
    spread = [[label, run.result["before"][code], run.result["after"][code]] for code, label in Band.choices]
    counts = (
        Heading("等次"),
        Heading("现行规则人数", number=True, summed=True),
        Heading("草稿人数", number=True, summed=True),
    )
    people = (
        Heading("编号"),
        Heading("姓名"),
        Heading("现行积分", number=True, decimals=2),
        Heading("草稿积分", number=True, decimals=2),
        Heading("现行等次"),
        Heading("草稿等次"),
    )
    rows = [[member.number, member.name, old, new, was, now] for member, old, new, was, now in named]
    return [
        Sheet("等次分布", "规则试算：等次分布", about, counts, spread),
        Sheet("变化名单", "规则试算：变化名单", about, people, rows),
    ]
