"""民情台账: each grid's open work by colour, what happened in it, and the sheets that offices keep."""

from django.contrib import admin
from django.http import Http404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from unfold.decorators import display

from grids.bases import GridsAdmin
from grids.declare import Tabs
from grids.ledger.lists import ledger_list
from grids.ledger.models import GridLedger
from grids.ledger.services.entries import entries_of, grids_of, with_open_work
from grids.ledger.services.papers import ledger_document, ledger_title, ledger_workbook
from orgtree.choices import Permission as P
from orgtree.days.rules.periods import Period
from orgtree.declare import Window
from orgtree.sheets.documents import docx_response
from orgtree.web.downloads import workbook_reply

SHOWN = 50
FORMS = ("xlsx", "docx")


class LateFilter(admin.SimpleListFilter):
    """Grids with work past its time."""

    title = "状态"
    parameter_name = "which"

    def lookups(self, request, model_admin):
        return [("late", "有超期"), ("open", "有未办结")]

    def queryset(self, request, queryset):
        if self.value() == "late":
            return queryset.filter(late__gt=0)
        opened = queryset.exclude(red=0, orange=0, yellow=0, green=0, blue=0)
        return opened if self.value() == "open" else queryset


@admin.register(GridLedger)
class GridLedgerAdmin(GridsAdmin):
    """Read only: what stands here is entered as cases and tasks."""

    duty_permissions = (P.CASE_HANDLE,)
    tab_position, tab_group = 60, Tabs.LEDGER
    listing = ledger_list
    list_filter = (LateFilter,)
    search_fields = ("name",)
    search_help_text = "网格名称"
    shows = "name parent late_shown red_shown orange_shown yellow_shown green_shown blue_shown lines"
    empty_hint = "网格的事项和任务自动列入台账，不另外填写。"

    def get_queryset(self, request):
        return with_open_work(grids_of(super().get_queryset(request))).select_related("parent")

    def get_object(self, request, object_id, from_field=None):
        row = super().get_object(request, object_id, from_field)
        if row is not None:
            row.viewer = request.user
        return row

    @display(description="本月台账")
    def lines(self, grid):
        found = entries_of(grid, Window(Period.holding("M", timezone.localdate()), timezone.now()), grid.viewer)
        told = [(f"{timezone.localtime(line.at):%m-%d}", line.colour, line.title, line.state) for line in found[:SHOWN]]
        shown = format_html_join("", "<li>{} {} {}（{}）</li>", told)
        return format_html("<ul>{}</ul>", shown) if told else "本月没有事项"

    def get_urls(self):
        paper = path(
            "<int:pk>/ledger.<str:form>", self.admin_site.admin_view(self.paper_view), name="grids_ledger_paper"
        )
        return [paper, *super().get_urls()]

    def object_links(self, request, obj):
        today = timezone.localdate()
        month, year = Period.holding("M", today).slug, Period.holding("Y", today).slug
        told = (
            ("本月台账（表格）", month, "xlsx"),
            ("本月台账（打印）", month, "docx"),
            ("本年台账（表格）", year, "xlsx"),
        )
        if not self.may(request, P.EXPORT):
            return []
        return [
            (label, f"{reverse('admin:grids_ledger_paper', args=[obj.pk, form])}?period={period}", "download")
            for label, period, form in told
        ]

    def paper_view(self, request, pk: int, form: str):
        """The ledger of a period, for whoever sees the grid's cases and may export; 404 for anybody else."""
        rows = GridLedger.objects.allowed(request.user, P.CASE_VIEW).allowed(request.user, P.EXPORT)
        grid = grids_of(rows).select_related("parent").filter(pk=pk).first()
        if grid is None or form not in FORMS:
            raise Http404
        period = self._period(request)
        lines = entries_of(grid, Window(period, timezone.now()), request.user)
        name = ledger_title(grid, period.label)
        if form == "docx":
            return docx_response(request, f"{name}.docx", ledger_document(grid, period.label, lines))
        return workbook_reply(ledger_workbook(grid, period.label, lines, request.user.name), f"{name}.xlsx")

    @staticmethod
    def _period(request) -> Period:
        try:
            return Period.parse(request.GET.get("period", ""))
        except ValueError:
            return Period.holding("M", timezone.localdate())
