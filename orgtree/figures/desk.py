"""The figures of a period on the desk: looked at, reported with one button; rules between figures."""

from django import forms
from django.contrib import admin
from django.urls import reverse
from unfold.widgets import UnfoldAdminSelectWidget

from orgtree.choices import Permission as P
from orgtree.choices import ReturnState
from orgtree.declare import Measure, registry
from orgtree.desk.acts import course_shown
from orgtree.desk.base import ScopedAdmin
from orgtree.desk.bulk import BulkMixin
from orgtree.desk.forms import ServiceForm
from orgtree.figures.acts import figure_return_acts
from orgtree.figures.lists import figure_return_list, rule_list
from orgtree.figures.models import TO_CHECK, FigureReturn, FigureRule
from orgtree.figures.rules import change_between, signed, written
from orgtree.figures.services.figures import figures_over
from orgtree.figures.services.plausibility import outliers_of
from orgtree.owned.desk.owned import NumbersAdmin


def lines_of(row: FigureReturn) -> list[dict]:
    """What is looked at before it is reported: the headline figures that are not zero now or were not before, with the change."""
    period, catalogue = row.period, registry.catalogue()
    values = figures_over([row.area_id], [period.previous, period], catalogue=catalogue)
    now, before = values[period][row.area_id], values[period.previous][row.area_id]
    return [
        {
            "figure": figure,
            "value": written(now[key], figure.decimals),
            "before": written(before[key], figure.decimals),
            "change": _change(figure, now[key], before[key]),
            "url": f"{reverse('board-rows', args=[row.area_id, key])}?period={period.slug}",
        }
        for key, figure in catalogue.items()
        if figure.headline and (now[key] or before[key])
    ]


def _change(figure, now, before) -> str:
    """+12, 持平; empty where there is nothing to compare with."""
    change = change_between(now, before, decimals=figure.decimals)
    if change is None:
        return ""
    return signed(change.difference, figure.decimals) if change.difference else "持平"


@admin.register(FigureReturn)
class FigureReturnAdmin(BulkMixin, ScopedAdmin):
    """The figures that the viewer's areas answer for, what is due first on top."""

    acts, listing = figure_return_acts, figure_return_list
    view_permission = P.BOARD_VIEW
    menu_place, tab_position = "boards", 25
    empty_hint = "现在没有要核对的本期数字。每月、每季、每年结束并汇总后，请各级核对上报，出现在这里。"
    list_filter = ("area",)
    change_form_before_template = "orgtree/figures/return.html"
    shows = "state_shown area period_shown due_on confirmed_by confirmed_at unlocked_until course"

    @admin.display(description="办理过程")
    def course(self, row):
        return course_shown(figure_return_acts, row)

    def object_links(self, request, obj):
        return [("看全部数字", f"{reverse('board', args=[obj.area_id])}?period={obj.period.slug}&subject=all", "monitoring")]  # fmt: skip

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """With the headline figures, and the one button that reports them."""
        row, shown = self.get_object(request, object_id), {}
        if row is not None:
            waits = FigureReturn.objects.inside(row).filter(state__in=(ReturnState.WAITING, ReturnState.OPEN))
            shown = {
                "lines": lines_of(row),
                "outliers": outliers_of([row.area], row.period) if row.state in TO_CHECK else [],
                "confirms": row.state in TO_CHECK and self.may(request, P.FORM_CONFIRM, row),
                "below": waits.select_related("area") if row.state == ReturnState.WAITING else [],
            }
        return super().change_view(request, object_id, form_url, shown | (extra_context or {}))


class RuleForm(ServiceForm):
    """Two counts of boards, chosen by their names."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        counts = [(key, one.label) for key, one in registry.figures.items() if isinstance(one, Measure)]
        for name in {"lesser", "greater"} & self.fields.keys():
            label = self.fields[name].label
            self.fields[name] = forms.ChoiceField(label=label, choices=counts, widget=UnfoldAdminSelectWidget)


@admin.register(FigureRule)
class FigureRuleAdmin(NumbersAdmin):
    """A change is a new row with a later date."""

    form = RuleForm
    tab_position = 76
    listing = rule_list
    fields = ("area", "key", "lesser", "greater", "number", "active_from", "active_to")
    empty_hint = "两个数字之间的规则，如“户数不多于人口”。对不上的列在看板的“少见的数字”里，只提醒，不拦截。"
