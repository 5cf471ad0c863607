"""Changes to confirmed hours on the desk: old and new side by side, decided many at once by a second person."""

from django.contrib import admin

from orgtree.choices import Permission as P
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.bulk import BulkMixin
from volunteers.service.desk.service_records import WaitsForMe
from volunteers.service.lists import change_list
from volunteers.service.models.hour_change import HourChange
from volunteers.service.services.confirmers import is_for
from volunteers.service.services.hour_changes import hour_changes


@admin.register(HourChange)
class HourChangeAdmin(BulkMixin, ScopedAdmin):
    """Nobody edits a change: it is proposed on the record's page, and decided here."""

    acts = hour_changes
    view_permission = P.SERVICE_VIEW
    menu_place = "services"
    tab_position = 15
    empty_hint = "已确认的服务时长有误时，在该条服务记录上点“更正时长”提出，再由另一位工作人员在这里办理。"
    listing = change_list
    list_filter = [WaitsForMe]
    search_fields = ("record__member__name", "reason")
    search_help_text = "姓名、更正原因"
    shows = (
        "state_shown member_shown record old_shown new_shown reason proposed_by proposed_at waits_for_shown first_by first_at "
        "decided_by decided_at answer"
    )

    def _is_offered(self, request, action, obj) -> bool:
        return super()._is_offered(request, action, obj) and is_for(request.user, action.key, obj)

    def row_title(self, obj) -> str:
        return f"{obj.record.member} {obj}"
