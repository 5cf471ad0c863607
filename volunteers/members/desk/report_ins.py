"""Report-ins on the desk: waiting first; accepted and placed many at once, returned one by one with a reason."""

from django.contrib import admin
from django.urls import reverse
from unfold.decorators import display

from orgtree.choices import Permission as P
from orgtree.desk.acts import course_shown
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.bulk import BulkMixin
from volunteers.members.choices.report_in import ReportInState
from volunteers.members.desk.due import DueFilter
from volunteers.members.lists import report_in_list
from volunteers.members.models.report_in import ReportIn
from volunteers.members.services.doubles import resembling, traits_of
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
        doubled = [("疑似重复登记", reverse("admin:volunteers_memberpair_doubles"), "group")]
        return [
            *(doubled if self._is_doubled(request, obj) else ()),
            ("打印报到单", reverse("paper-report-in", args=[obj.pk, "slip"]), "print"),
            ("打印登记表", reverse("paper-report-in", args=[obj.pk, "register"]), "print"),
        ]

    def _is_doubled(self, request, report_in) -> bool:
        """Whether somebody like them is kept in reach: nobody may be told so while they register, so who accepts them is."""
        if report_in.state != ReportInState.SUBMITTED or not self.may(request, P.MEMBER_EDIT):
            return False
        member = report_in.member
        return bool(resembling(request.user, traits_of([member])[member.pk], beside=[member.pk]))

    @display(description="办理过程")
    def course_shown(self, report_in):
        return course_shown(report_ins, report_in)
