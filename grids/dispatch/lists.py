"""The columns of rules of dispatch, of what they were used for, and of the standards of automatic dispatch."""

from grids.dispatch.models import DispatchNumber, DispatchRule, RuleUse
from grids.dispatch.services.acts import rule_acts
from orgtree.declare import Column
from orgtree.lists import area_columns, columns_of, declare_list, unsummed_columns
from orgtree.owned.lists import owned_columns

STATE_COLOURS = {"待启用": "warning", "适用中": "success", "已停用": "info"}
CHOICE_COLOURS = {"自动": "success", "按规则": "success", "改派": "warning"}

rule_list = declare_list(
    DispatchRule,
    columns=columns_of(DispatchRule, "code active_from active_to is_automatic words entered_at reviewed_at reason")
    | area_columns("适用区域")
    | {
        "state": Column("状态", lambda rule: rule_acts.state_label(rule.state), tones=STATE_COLOURS),
        "category": Column("事项分类", lambda rule: rule.category.name, order="code"),
        "unit": Column("主办单位", lambda rule: rule.unit.name, order="unit"),
    },
    desk="category unit area state is_automatic active_from active_to words",
    links="category unit",
    filters=("area", "unit", "is_automatic"),
    order="code -active_from -pk",
    loads=("area", "category", "unit"),
    api="id area category code unit is_automatic active_from active_to state words entered_at reviewed_at reason",
    asked_by="area unit code under",
    ordered_by="active_from",
)


def _chosen(use: RuleUse) -> str:
    if use.is_automatic:
        return "自动"
    return "按规则" if use.is_followed else "改派"


use_list = declare_list(
    RuleUse,
    columns=columns_of(RuleUse, "words")
    | area_columns("网格或社区", "leg.case.area")
    | {
        "chosen": Column("交办方式", _chosen, tones=CHOICE_COLOURS),
        "number": Column("编号", lambda use: use.leg.case.number),
        "title": Column("事项", lambda use: use.leg.case.title),
        "unit": Column("交给", lambda use: use.leg.institution.name, order="leg__institution"),
        "rule": Column("规则", lambda use: use.rule.unit.name if use.rule else "没有规则"),
        "given_at": Column("交办时间", lambda use: use.leg.given_at, order="leg__given_at"),
        "state": Column("结果", lambda use: use.leg.get_state_display()),
    },
    desk="chosen number title area unit rule words given_at state",
    links="chosen number",
    filters=("is_automatic", "is_followed"),
    order="-leg__given_at -pk",
    loads=("leg__case__area", "leg__institution", "rule__unit"),
)
number_list = declare_list(
    DispatchNumber,
    columns=unsummed_columns(DispatchNumber, "key number active_from active_to") | owned_columns(),
    desk="key area number active_from active_to",
    filters=("key",),
    loads=("area",),
)
