"""Report-ins on the desk: waiting first; accepted and placed many at once, returned one by one with a reason."""

from django.contrib import admin
from django.urls import reverse
from unfold.decorators import display

from orgtree.choices import Permission as P
from orgtree.desk.acts import course_shown
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.bulk import BulkMixin
from volunteers.members.desk.due import DueFilter
from volunteers.members.lists import report_in_list
from volunteers.members.models.report_in import ReportIn
from volunteers.members.services.report_in_acts import report_ins


@admin.register(ReportIn)
class ReportInAdmin(BulkMixin, ScopedAdmin):
    """Nobody edits a report-in: it is accepted, returned, placed or closed."""

    acts = report_ins
    view_permission = P.MEMBER_VIEW
    menu_place = "people"
    tab_position = 10
    empty_hint = "党员在手机上报到、社区登记报到党员或导入名册以后，报到会出现在这里。"
    listing = report_in_list
    list_filter = [DueFilter]
    search_fields = ("member__name", "member__unit_name", "residence")
    search_help_text = "姓名、工作单位、居住小区"
    shows = (
        "state_shown member unit_shown community residence_shown placed_shown due_shown origin submitted_at "
        "accepted_at gridded_at posted_at serving_at decided_by return_reason suspended_at suspend_reason "
        "suspended_until ended_at close_reason course_shown"
    )

    def object_links(self, request, obj):
        return [
            ("打印报到单", reverse("paper-report-in", args=[obj.pk, "slip"]), "print"),
            ("打印登记表", reverse("paper-report-in", args=[obj.pk, "register"]), "print"),
        ]

    @display(description="办理过程")
    def course_shown(self, report_in):
        return course_shown(report_ins, report_in)
