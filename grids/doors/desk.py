"""来件 on the desk: what other systems sent and could not be made into a case by itself stands first."""

from django.contrib import admin
from unfold.decorators import display

from grids.bases import GridsAdmin
from grids.cases.desk import CaseAdmin
from grids.declare import Tabs
from grids.doors.lists import order_list, window_list
from grids.doors.models import DoorOrder, ReportPhoto, WindowCount
from grids.doors.services.orders import order_acts
from grids.doors.services.windows import window_acts
from orgtree.choices import Permission as P
from orgtree.desk.acts import course_shown
from orgtree.desk.bulk import BulkMixin
from orgtree.files.shown import file_url


def links_of_case(self, request, obj):
    """What a case's page leads to, and the pictures that residents sent with it: the case itself knows nothing of doors."""
    photos = ReportPhoto.objects.allowed(request.user, P.CASE_VIEW).filter(report__case=obj).order_by("pk")
    pictures = [("居民照片", file_url("case-photo", photo.pk), "photo_camera") for photo in photos]
    return [*links_before(self, request, obj), *pictures]


links_before = CaseAdmin.object_links
CaseAdmin.object_links = links_of_case


@admin.register(DoorOrder)
class DoorOrderAdmin(BulkMixin, GridsAdmin):
    """The inbox: one row for each number of another system in a year."""

    view_permission = P.CASE_ENTER
    tab_position, tab_group = 15, Tabs.CASES
    acts, listing = order_acts, order_list
    search_fields = ("outside_number",)
    search_help_text = "来件编号"
    empty_hint = "12345等系统通过接口推送的工单先存在这里，能自动登记的随即转为事项，其余等人工登记。"
    shows = (
        "state_shown source outside_number year area fault body_shown case received_at received_by times changes "
        "changed_at reason course"
    )

    @display(description="办理过程")
    def course(self, order):
        return course_shown(order_acts, order)


@admin.register(WindowCount)
class WindowCountAdmin(GridsAdmin):
    """What windows dealt with, by kind and day."""

    tab_position = 75
    acts, listing = window_acts, window_list
    search_fields = ("area__name",)
    search_help_text = "区域名称"
    add_label = "登记窗口办件"
    empty_hint = "一站式服务窗口每天每种办了多少次；只记次数，不记办事人。"
    shows = "state_shown area day kind number entered_by entered_at reason course"

    @display(description="办理过程")
    def course(self, row):
        return course_shown(window_acts, row)
