"""口径库 on the desk: what may be answered in the same words, until when, and how often it was."""

from django.contrib import admin
from django.utils import timezone
from unfold.decorators import display

from grids.bases import GridsAdmin
from grids.replies.lists import reply_list
from grids.replies.models import Reply
from grids.replies.rules import ENDING_SOON
from grids.replies.services.replies import reply_acts
from grids.replies.services.using import count_uses
from orgtree.desk.acts import course_shown


class UsableFilter(admin.SimpleListFilter):
    """Whether it may be used today, and whether its last day is near."""

    title = "有效期"
    parameter_name = "valid"

    def lookups(self, request, model_admin):
        return [("usable", "现在可用"), ("ending", f"{ENDING_SOON}天内到期"), ("over", "已到期")]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        found = {"usable": queryset.usable_on, "ending": queryset.ending_by, "over": queryset.over_on}
        return found[self.value()](today) if self.value() in found else queryset


@admin.register(Reply)
class ReplyAdmin(GridsAdmin):
    """The replies of the viewer's areas, and of those above them."""

    tab_position = 70
    acts, listing = reply_acts, reply_list
    search_fields = ("title", "wording")
    search_help_text = "名称、内容"
    list_filter = (UsableFilter, *reply_list.filters)
    add_label = "登记口径"
    empty_hint = "登记常用的答复模板和政策口径，写明依据和有效期，答复居民时选用；到期的不能使用。"
    shows = (
        "standing_shown title kind category wording source area valid_from valid_until uses_shown "
        "entered_by entered_at reason course"
    )

    def get_object(self, request, object_id, from_field=None):
        row = super().get_object(request, object_id, from_field)
        if row:
            count_uses([row])
        return row

    @display(description="办理过程")
    def course(self, reply):
        return course_shown(reply_acts, reply)
