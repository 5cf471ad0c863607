"""The accounts of a year on the desk: totals, bands decided by people, exemptions."""

from django.contrib import admin
from django.utils import timezone
from unfold.decorators import display

from orgtree.choices import Permission as P
from orgtree.desk.acts import bulk_acts_of, object_actions_of
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.bulk import BulkMixin
from orgtree.text.rules.numbers import plain
from volunteers.members.desk.behind import list_address, opening
from volunteers.points.models.points import MemberYear
from volunteers.service.choices import ServiceState
from volunteers.standing.services.bands import year_accounts


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
    bulk_acts = bulk_acts_of(year_accounts)
    object_actions = object_actions_of(year_accounts)

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
