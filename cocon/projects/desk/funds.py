"""Budget lines and their entries on the desk."""

from django.contrib import admin
from unfold.decorators import display

from cocon.bases import CoconAdmin
from cocon.declare import Tabs
from cocon.projects.lists import entry_list, line_list
from cocon.projects.models import FundEntry, FundLine
from cocon.projects.services.funds import line_acts
from orgtree.choices import Permission as P
from orgtree.desk.acts import course_shown, make_button
from orgtree.desk.base import ReadOnlyInline
from orgtree.desk.bulk import BulkMixin


class EntryInline(ReadOnlyInline):
    """What was granted, given on, approved and paid."""

    model = FundEntry
    listing = entry_list
    view_permission = P.COCON_VIEW
    hide_title = False
    verbose_name_plural = "分录"
    fields = ("number_shown", "day_shown", "kind_shown", "amount_shown", "reason_shown", "by_shown", "reverses_shown")


class ChildInline(ReadOnlyInline):
    """What areas below have of it."""

    model = FundLine
    fk_name = "parent"
    listing = line_list
    view_permission = P.COCON_VIEW
    hide_title = False
    show_change_link = True
    verbose_name_plural = "分配下级的"
    fields = ("area_shown", "budget_shown", "approved_shown", "paid_shown", "left_shown", "state_shown")

    def get_queryset(self, request):
        return super().get_queryset(request).with_sums()


@admin.register(FundLine)
class FundLineAdmin(CoconAdmin):
    """What areas have to spend, and what is left of it."""

    tab_position, tab_group = 22, Tabs.PROJECTS
    acts, listing = line_acts, line_list
    search_fields = ("name", "area__name")
    search_help_text = "预算名称、区域"
    inlines = [ChildInline, EntryInline]
    add_label = "登记预算"
    empty_hint = "由区县、街道登记一年的经费，再往下分配；项目批准后从这里支出。"
    shows = (
        "name area kind year parent state_shown budget_shown allotted_shown approved_shown paid_shown left_shown "
        "completion_shown entered_by entered_at closed_by closed_at reason course"
    )
    object_actions = (make_button(line_acts, "allot"),)

    @display(description="办理过程")
    def course(self, line):
        return course_shown(line_acts, line)


@admin.register(FundEntry)
class FundEntryAdmin(BulkMixin, CoconAdmin):
    """All movements of money, the latest first; nothing here is changed."""

    tab_position, tab_group = 24, Tabs.PROJECTS
    listing = entry_list
    date_hierarchy = "day"
    search_fields = ("line__name", "reason")
    search_help_text = "预算名称、事由或凭证号"
    empty_hint = "核定、分配、批准和支付各记一条，只增加不改动；有误的另记一条冲正。"
    shows = "number_shown line kind amount_shown day reason by at reverses"
