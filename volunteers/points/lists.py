"""The columns of the ledger, of its checks and of the rules of points, for the desk, workbooks, figures and the member's own copy."""

from dataclasses import replace

from django.utils import timezone

from orgtree.declare import Column
from orgtree.lists import area_columns, columns_of, declare_list, unsummed_columns
from orgtree.text.rules.numbers import plain
from volunteers.members.lists import member_columns
from volunteers.points.choices import RuleSetState
from volunteers.points.models.ledger_roots import LedgerCheck, LedgerRoot
from volunteers.points.models.points import PointEntry, RuleCap, RuleItem, RuleSet
from volunteers.points.rules.words import item_in_words
from volunteers.points.services.points import explain

entry_list = declare_list(
    PointEntry,
    columns=columns_of(PointEntry, "item_code kind occurred_at note")
    | unsummed_columns(PointEntry, "quantity")
    | member_columns("account.member")
    | area_columns("归属区域")
    | {
        "year": Column("年度", lambda entry: timezone.localtime(entry.occurred_at).year),
        "item": Column("项目", lambda entry: f"{entry.item_code} {entry.item_label}", order="item_code"),
        "raw": Column("应得", lambda entry: entry.credit.raw, number=True, decimals=2),
        "credited": Column("计入", lambda entry: entry.credit.credited, number=True, decimals=2, field="credited"),
        "reasons": Column("计算说明", explain),
    },
    desk="occurred_at member item kind quantity raw credited area",
    filters=("kind", "item_code", "area"),
    order="-occurred_at -pk",
    loads=("account__member", "area", "credit"),
    member="account__member",
    own="year item_code kind occurred_at quantity credited reasons note",
    own_title="积分",
    api=(
        "id member year area item_code kind kind_label quantity occurred_at recorded_at note reverses raw credited "
        "reasons"
    ),
    asked_by="member year item under",
    ordered_by="occurred_at recorded_at",
)


def of_credits(column: Column) -> Column:
    """The same for the rows of credits, which are behind the figures of points."""
    return replace(column, value=lambda credit: column.value(credit.entry))


root_list = declare_list(
    LedgerRoot,
    columns=columns_of(LedgerRoot, "day made_at")
    | unsummed_columns(LedgerRoot, "accounts entries")
    | {"digest": Column("账根摘要", lambda root: root.digest, chars=17)},
    desk="day digest accounts entries made_at",
)
check_list = declare_list(
    LedgerCheck,
    columns=columns_of(LedgerCheck, "made_at")
    | unsummed_columns(LedgerCheck, "accounts entries")
    | {
        "result": Column(
            "结果",
            lambda check: "有问题" if check.fault_count else "完好",
            tones={"完好": "success", "有问题": "danger"},
        )
    },
    desk="made_at result accounts entries",
)
rule_set_list = declare_list(
    RuleSet,
    columns=columns_of(RuleSet, "name active_from active_to")
    | unsummed_columns(RuleSet, "version")
    | {
        "area": Column("适用区域", lambda rule_set: rule_set.area or "全平台"),
        "total_cap": Column("年度总上限", lambda rule_set: f"{plain(rule_set.total_cap)}分"),
        "state": Column(
            "状态",
            lambda rule_set: RuleSetState(rule_set.state).label,
            tones={"已发布": "success", "草稿": "warning"},
        ),
    },
    desk="name version area active_from active_to total_cap state",
    loads=("area",),
)
item_list = declare_list(
    RuleItem,
    columns=columns_of(RuleItem, "code label category rule_set confirmer")
    | {"worth": Column("分值", lambda item: item_in_words(item.as_value()))},
    desk="code label category worth rule_set confirmer",
    filters=("rule_set",),
    order="-rule_set position",
    loads=("rule_set",),
)
cap_list = declare_list(
    RuleCap,
    columns=columns_of(RuleCap, "window rule_set")
    | {
        "target": Column("针对", lambda cap: cap.item or cap.get_category_display()),
        "points": Column("上限", lambda cap: f"{plain(cap.points)}分"),
    },
    desk="target window points rule_set",
    filters=("rule_set",),
    loads=("rule_set", "item"),
)
