"""The accounts of a year on the desk: totals, bands decided by people, exemptions."""

from django import forms
from django.contrib import admin
from django.utils import timezone
from unfold.decorators import display
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from orgtree.admin.actions import ObjectAction
from orgtree.admin.base import ScopedAdmin
from orgtree.admin.bulk import BulkAct, BulkMixin
from orgtree.admin.forms import form_with
from orgtree.choices import Permission as P
from volunteers.members.desk.behind import list_address, opening
from volunteers.members.rules.numbers import plain
from volunteers.points.choices import Band, ExemptReason
from volunteers.points.models.points import MemberYear
from volunteers.service.choices import ServiceState
from volunteers.standing.services import bands


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


class CourseFilter(admin.SimpleListFilter):
    """How far an account has come at the end of its year."""

    title, parameter_name = "评定", "course"

    def lookups(self, request, model_admin):
        return [("open", "未结账"), ("undecided", "待评定"), ("decided", "已评定"), ("exempt", "免评")]

    def queryset(self, request, queryset):
        return {
            "open": lambda: queryset.filter(closed_at__isnull=True, exempt_reason=""),
            "undecided": queryset.undecided,
            "decided": lambda: queryset.exclude(band=""),
            "exempt": lambda: queryset.exclude(exempt_reason=""),
        }.get(self.value(), lambda: queryset)()


@admin.register(MemberYear)
class MemberYearAdmin(BulkMixin, ScopedAdmin):
    """Accounts of a year by number, never by points."""

    view_permission = P.POINTS_VIEW
    records_looks = True
    menu_place = "points"
    tab_position = 40
    empty_hint = "党员有了积分，或者年度结账时，自动建立。"
    list_display = ("member", "year", "total_shown", "hours_shown", "suggested_band", "band_shown", "closed_shown")
    list_filter = (CourseFilter, "year", "suggested_band", "band", "exempt_reason", "member__area")
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
            hint="取消后照常计分；年度已结账的，随即按结账积分提出建议等次，再由组织评定。",
            applies=lambda account: bool(account.exempt_reason),
        ),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).with_total()

    def row_title(self, obj) -> str:
        return f"{obj.member} {obj.year}年度"

    @display(description="年度积分")
    def total_shown(self, account):
        if account.exempt_reason:
            return "免评"
        total = plain(account.sum_now if account.frozen_total is None else account.frozen_total)
        return opening(total, list_address("pointentry", account=account.pk))

    @display(description="结账后更正")
    def later_shown(self, account):
        if account.frozen_total is None or account.sum_now == account.frozen_total:
            return "无"
        return f"{plain(account.sum_now - account.frozen_total)}分（不改变结账积分）"

    @display(description="服务小时")
    def hours_shown(self, account):
        if account.frozen_hours is None:
            return "—"
        span = {"served_on_from": f"{account.year}-01-01", "served_on_to": f"{account.year}-12-31"}
        rows = list_address("servicerecord", state__exact=ServiceState.CONFIRMED, member=account.member_id, **span)
        return opening(plain(account.frozen_hours), rows)

    @display(description="评定等次")
    def band_shown(self, account):
        if account.exempt_reason:
            return f"免评（{account.get_exempt_reason_display()}）"
        return account.get_band_display() or ("待评定" if account.closed_at else "—")

    @display(description="结账")
    def closed_shown(self, account):
        return f"{timezone.localtime(account.closed_at):%Y-%m-%d}" if account.closed_at else "未结账"
