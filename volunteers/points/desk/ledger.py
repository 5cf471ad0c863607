"""The points ledger on the desk: to read. Entries are made by services and taken back by services."""

from django.contrib import admin
from django.utils import timezone
from unfold.contrib.filters.admin import RangeDateTimeFilter

from orgtree.choices import Permission as P
from orgtree.desk.base import ScopedAdmin
from volunteers.members.desk.behind import AskedFilter
from volunteers.points.lists import entry_list
from volunteers.points.models.points import MemberYear, PointEntry


class AccountFilter(AskedFilter):
    """The entries of one member's year."""

    title, parameter_name, lookup = "年度账户", "account", "account"

    @staticmethod
    def known(user):
        return MemberYear.objects.allowed(user, P.POINTS_VIEW)


@admin.register(PointEntry)
class PointEntryAdmin(ScopedAdmin):
    """Every entry with what it gave and why."""

    view_permission = P.POINTS_VIEW
    menu_place = "points"
    tab_position = 20
    empty_hint = "服务确认、积分事项确认后自动记入，不能修改。"
    listing = entry_list
    list_filter = [("occurred_at", RangeDateTimeFilter), AccountFilter]
    search_fields = ("account__member__name",)
    search_help_text = "姓名"
    shows = (
        "member_shown item_shown kind quantity_shown occurred_at raw_shown credited_shown reasons_shown rule_set "
        "reverses note area recorded_at recorded_by"
    )

    def get_queryset(self, request):
        return super().get_queryset(request).labelled()

    def row_title(self, obj) -> str:
        return f"{obj.account.member} {obj.item_label}（{timezone.localdate(obj.occurred_at)}）"
