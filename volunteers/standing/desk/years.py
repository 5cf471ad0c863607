"""The accounts of a year on the desk: totals, bands decided by people, exemptions."""

from django.contrib import admin

from orgtree.choices import Permission as P
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.bulk import BulkMixin
from volunteers.members.desk.behind import list_address
from volunteers.points.models.points import MemberYear
from volunteers.service.choices import ServiceState
from volunteers.standing.lists import year_list
from volunteers.standing.services.bands import year_accounts


class CourseFilter(admin.SimpleListFilter):
    """How far an account has come at the end of its year."""

    title, parameter_name = "评定", "course"

    def lookups(self, request, model_admin):
        return [
            ("open", "未结账"),
            ("undecided", "待评定"),
            ("decided", "已评定"),
            ("plan", "待商定提升计划"),
            ("exempt", "免评"),
        ]

    def queryset(self, request, queryset):
        return {
            "open": lambda: queryset.filter(closed_at__isnull=True, exempt_reason=""),
            "undecided": queryset.undecided,
            "decided": lambda: queryset.exclude(band=""),
            "plan": queryset.without_plan,
            "exempt": lambda: queryset.exclude(exempt_reason=""),
        }.get(self.value(), lambda: queryset)()


def entries_of(account) -> str | None:
    """Where the entries of a year are listed; nowhere for whoever is exempt."""
    return None if account.exempt_reason else list_address("pointentry", account=account.pk)


def services_of(account) -> str:
    """Where the confirmed services of a year are listed."""
    span = {"served_on_from": f"{account.year}-01-01", "served_on_to": f"{account.year}-12-31"}
    return list_address("servicerecord", state__exact=ServiceState.CONFIRMED, member=account.member_id, **span)


@admin.register(MemberYear)
class MemberYearAdmin(BulkMixin, ScopedAdmin):
    """Accounts of a year by number, never by points."""

    acts = year_accounts
    view_permission = P.POINTS_VIEW
    menu_place = "points"
    tab_position = 40
    empty_hint = "党员有了积分，或者年度结账时，自动建立。"
    listing = year_list
    list_filter = [CourseFilter]
    leads = {"total": entries_of, "hours": services_of}
    search_fields = ("member__name",)
    search_help_text = "姓名"
    shows = (
        "member year closed_shown closed_by total_shown later_shown hours_shown suggested_band appraised_shown "
        "band_reason band_decided_by band_decided_at plan plan_due_on exempt_reason exempt_by exempt_at"
    )

    def get_queryset(self, request):
        return super().get_queryset(request).with_total()

    def row_title(self, obj) -> str:
        return f"{obj.member} {obj.year}年度"
