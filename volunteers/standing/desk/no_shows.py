"""No-shows on the desk: chosen rows are put forward as a deduction; the roll itself takes nothing from anybody."""

from django.contrib import admin
from django.urls import reverse

from orgtree.choices import Permission as P
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.bulk import BulkMixin
from volunteers.activities.models.activity import NoShow
from volunteers.standing.lists import NOT_PROPOSED, no_show_list
from volunteers.standing.services.no_shows import no_shows


class ProposedFilter(admin.SimpleListFilter):
    """Whether a deduction was put forward."""

    title, parameter_name = "扣减登记", "proposed"

    def lookups(self, request, model_admin):
        return [("no", NOT_PROPOSED), ("yes", "已登记")]

    def queryset(self, request, queryset):
        known = {"no": True, "yes": False}.get(self.value())
        return queryset if known is None else queryset.filter(deed__isnull=known)


@admin.register(NoShow)
class NoShowAdmin(BulkMixin, ScopedAdmin):
    """Signed up, not there and not excused, by a submitted roll; to read, and to propose from."""

    acts = no_shows
    view_permission = P.ACTIVITY_VIEW
    menu_place = "points"
    tab_position = 15
    listing = no_show_list
    list_filter = [ProposedFilter]
    search_fields = ("member__name", "session__activity__title")
    search_help_text = "姓名、活动名称"
    shows = "member activity_shown when_shown area_shown proposed_shown"
    empty_hint = "点名提交后，报名未到且没有请假的人会出现在这里；是否登记扣减由社区决定。"

    def row_title(self, obj) -> str:
        return f"{obj.member}未到：{obj.session.activity}"

    def object_links(self, request, obj):
        links = [
            ("这一场的名单", reverse("admin:volunteers_activitysession_change", args=[obj.session_id]), "checklist")
        ]
        if hasattr(obj, "deed") and request.user.holds_at(P.POINTS_ENTER, obj.deed.area):
            links.append(
                ("扣减办理情况", reverse("admin:volunteers_deedreport_change", args=[obj.deed.pk]), "assignment")
            )
        return links
