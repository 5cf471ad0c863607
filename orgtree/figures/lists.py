"""The columns of what is reported of figures, and of the rules between them."""

from django.utils import timezone
from django.utils.html import format_html

from orgtree.choices import ReturnState
from orgtree.declare import Column, registry
from orgtree.figures.models import FigureReturn, FigureRule
from orgtree.lists import columns_of, declare_list, state_column, unsummed_columns
from orgtree.owned.lists import owned_columns

RETURN_COLOURS = {"待下级": "info", "待核对": "danger", "已上报": "success", "限时更正": "warning", "不再要求": "info"}


def due_dressed(row, due_on):
    """The day, marked where it is over and nothing was reported; of figures and of forms."""
    if row.state in (ReturnState.OPEN, ReturnState.WAITING) and due_on < timezone.localdate():
        return format_html('{} <span class="term term-over">已逾期</span>', due_on)
    return due_on


figure_return_list = declare_list(
    FigureReturn,
    columns=columns_of(FigureReturn, "area confirmed_at unlocked_until")
    | {
        "state": state_column(FigureReturn, RETURN_COLOURS),
        "period": Column("统计期", lambda row: row.period.label, order="period_start"),
        "due": Column("报送期限", lambda row: row.due_on, order="due_on", html=due_dressed),
    },
    desk="state area period due confirmed_at unlocked_until",
    links="state area",
    filters=("state", "period_kind"),
    order="due_on pk",
    loads=("area",),
    api="id area period_kind period_start due_on state state_label confirmed_at unlocked_until totals",
    asked_by="state area under",
    ordered_by="due_on",
)


def label_of(key: str) -> str:
    """What people call the figure; its key where nobody declares it any more."""
    figure = registry.figures.get(key)
    return figure.label if figure else key


rule_list = declare_list(
    FigureRule,
    columns=unsummed_columns(FigureRule, "key number active_from active_to")
    | owned_columns()
    | {
        "lesser": Column("较小的指标", lambda rule: label_of(rule.lesser)),
        "greater": Column("较大的指标", lambda rule: label_of(rule.greater)),
    },
    desk="key lesser greater number area active_from active_to",
    loads=("area",),
)
