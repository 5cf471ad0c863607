"""The index of areas by month, each point opened to its cases; the numbers of its formula."""

from datetime import date
from decimal import Decimal

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from unfold.decorators import display

from grids.bases import GridsAdmin
from grids.declare import Tabs
from grids.index.choices import Part
from grids.index.lists import (
    changes_told,
    corrected_told,
    formula_list,
    index_list,
    month_told,
    point_list,
    shown_index,
)
from grids.index.models import FormulaNumber, GridIndex, IndexPoint
from grids.index.rules import COUNTED, WEIGHTS
from orgtree.choices import Permission as P
from orgtree.owned.desk.owned import NumbersAdmin
from orgtree.text.rules.numbers import plain, row_id

TAB = Tabs.INDEX
SHARES = ("按时办结", "按时受理", "满意")
TREND = 12


@admin.register(GridIndex)
class GridIndexAdmin(GridsAdmin):
    """Read only: it is computed each night. Ordered by place, never by the number."""

    view_permission = P.BOARD_VIEW
    duty_permissions = (P.CASE_DISPATCH,)
    tab_position, tab_group = 80, TAB
    listing = index_list
    search_fields = ("area__name",)
    search_help_text = "区域名称"
    empty_hint = "每天夜间按事项计算本月和上月；算法见“平安指数怎么算”。"
    shows = (
        "area month_shown index_told grade_shown correction_told households cases accidents parts_told handling_told trend "
        "cases_link version computed_at"
    )

    def object_links(self, request, obj):
        return [("平安指数怎么算", reverse("index-method"), "help")]

    @display(description="平安指数")
    def index_told(self, row):
        return shown_index(row)

    @display(description="结算后更正")
    def correction_told(self, row):
        """The number by what has become known since, and each case by which it differs; the settled one above stays."""
        if not row.corrected:
            return "—"
        day = date.fromisoformat(row.corrected["on"])
        lines = format_html_join("", "<li>{}</li>", ((told,) for told in changes_told(row)))
        said = "上面结算时的数不变，统计和考核仍用它"
        return format_html(
            "{}，{}起；{}。<ul>{}</ul>", corrected_told(row), f"{day.year}年{day.month}月{day.day}日", said, lines
        )

    @display(description="分项")
    def parts_told(self, row):
        """Weighted count, rate, base, ratio and score of each, with its weight."""
        if not row.parts:
            return "—"
        lines = []
        for part in COUNTED:
            weighted, rate, base, ratio, score = (plain(Decimal(number)) for number in row.parts[part])
            told = f"计数{weighted}，每千户{rate}，基准{base}，为基准的{ratio}倍，得{score}分"
            lines.append(
                (f"{self._points_at(row)}&part__exact={part}", Part(part).label, self._weight(row, part), told)
            )
        shown = format_html_join("", '<li><a class="text-link underline" href="{}">{}</a>（权重{}%）：{}</li>', lines)
        return format_html("<ul>{}</ul>", shown)

    @display(description="处置效能")
    def handling_told(self, row):
        if row.handling is None:
            return "—"
        shares = row.parts[Part.HANDLING]
        told = "，".join(f"{word}{part}/{whole}" for word, (part, whole) in zip(SHARES, shares, strict=True))
        return f"{row.handling}（权重{self._weight(row, Part.HANDLING)}%；{told}）"

    @display(description="近十二个月")
    def trend(self, row):
        rows = GridIndex.objects.filter(area=row.area_id, month__lte=row.month).order_by("-month")[:TREND]
        return "；".join(f"{month_told(one)} {shown_index(one)}" for one in reversed(rows))

    @display(description="计数的事项")
    def cases_link(self, row):
        if row.hidden:
            return "—"
        return format_html('<a class="text-link underline" href="{}">{}件</a>', self._points_at(row), row.cases)

    @staticmethod
    def _points_at(row) -> str:
        return f"{reverse('admin:grids_indexpoint_changelist')}?of={row.pk}"

    @staticmethod
    def _weight(row, part: str) -> str:
        return row.numbers[WEIGHTS[Part(part)]]


class OfFilter(admin.SimpleListFilter):
    """The cases behind one index: of its month, in its area and below."""

    title = "所属指数"
    parameter_name = "of"

    def lookups(self, request, model_admin):
        return [(self.value(), "所选指数")] if self.value() else []

    def has_output(self):
        return bool(self.value())

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        rows = GridIndex.objects.allowed(request.user, P.BOARD_VIEW).select_related("area")
        row = rows.filter(pk=row_id(self.value()), hidden="").first()
        return queryset.within(row.area).filter(month=row.month) if row else queryset.none()


@admin.register(IndexPoint)
class IndexPointAdmin(GridsAdmin):
    """What each case added."""

    tab_group = TAB
    listing = point_list
    list_filter = (OfFilter,)
    search_fields = ("case__number",)
    search_help_text = "事项编号"
    empty_hint = "计入平安指数的事项在这里，从指数的分项点开。"
    shows = "month_shown area case part origin weight"


@admin.register(FormulaNumber)
class FormulaNumberAdmin(NumbersAdmin):
    """The numbers of the formula; a change is a new row with a later date, and months before keep theirs."""

    tab_position = 78
    listing = formula_list
    empty_hint = "平安指数的权重、系数和分档；改动从启用日期所在月份起适用。"
