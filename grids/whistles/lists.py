"""The columns of whistles, of departments' parts and of the numbers of the score."""

from django.db.models import Q
from django.utils.timezone import localtime

from grids.whistles.choices import LegState, WhistleState
from grids.whistles.models import ScoreNumber, Whistle, WhistleLeg
from orgtree.declare import Column
from orgtree.lists import area_columns, columns_of, declare_list, state_column, unsummed_columns
from orgtree.owned.lists import owned_columns

WHISTLE_COLOURS = {"待审批": "danger", "已吹哨": "warning", "未批准": "info", "已解哨": "success"}
LEG_COLOURS = {
    "待签收": "danger",
    "已签收": "warning",
    "已应哨": "warning",
    "已到场": "warning",
    "延期待批": "danger",
    "退哨待定": "danger",
    "已撤哨": "info",
    "待评价": "danger",
    "已评价": "success",
    "申诉中": "danger",
    "已剔除": "info",
    "维持评价": "success",
}


def steps_told(leg: WhistleLeg) -> str:
    """Each step with its due moment, whether it was kept, and its card: 签收 11-30 10:00前，按时；应哨 11-30 11:00前，未办（黄牌）."""
    timed = [clock for clock in leg.clocks.all() if clock.due_at]
    return "；".join(
        f"{clock.get_kind_display()} {localtime(clock.due_at):%m-%d %H:%M}前，{_kept_told(clock)}" for clock in timed
    )


def _kept_told(clock) -> str:
    card = "（红牌）" if clock.red_at else "（黄牌）" if clock.yellow_at else ""
    if clock.stopped_at is None:
        return f"未办{card}"
    return f"超时{card}" if clock.stopped_at > clock.due_at else "按时"


whistle_list = declare_list(
    Whistle,
    columns=columns_of(Whistle, "words asked_by asked_at approved_by approved_at ended_at reason")
    | area_columns("网格或社区", "case.area")
    | {
        "state": state_column(Whistle, WHISTLE_COLOURS),
        "case": Column("事项", lambda whistle: str(whistle.case), order="case"),
        "lead": Column("主办部门", lambda whistle: whistle.lead.name),
        "others": Column("协办部门", lambda whistle: "、".join(u.name for u in (whistle.second, whistle.third) if u)),
    },
    desk="state case words lead others area asked_at approved_at",
    links="state case",
    filters=("state",),
    first=Q(state=WhistleState.ASKED),
    order="-asked_at -pk",
    loads=("case__area", "lead", "second", "third", "asked_by", "approved_by"),
    api="id case words lead lead_kind second third state state_label asked_at approved_at ended_at reason",
    asked_by="state case under",
    ordered_by="asked_at",
)
LEG_FIELDS = (
    "called_at signed_at answer answered_at on_site arrived_at refusal refused_at more more_why more_at outcome done_at response "
    "attendance result remark rated_at contest contested_at decision decided_at"
)
leg_list = declare_list(
    WhistleLeg,
    columns=unsummed_columns(WhistleLeg, LEG_FIELDS)
    | columns_of(WhistleLeg, "kind is_lead")
    | area_columns("网格或社区", "whistle.case.area")
    | {
        "state": state_column(WhistleLeg, LEG_COLOURS),
        "unit": Column("部门", lambda leg: leg.unit.name, order="unit"),
        "case": Column("事项", lambda leg: leg.whistle.case.title),
        "where": Column("地点", lambda leg: leg.whistle.case.place),
        "number": Column("编号", lambda leg: leg.whistle.case.number),
        "words": Column("需要解决什么", lambda leg: leg.whistle.words),
        "steps": Column("各环节时限", steps_told),
    },
    desk="state unit case words area called_at arrived_at done_at response attendance result",
    links="state unit",
    filters=("state", "kind"),
    first=Q(state__in=[LegState.RETURNED, LegState.EXTENDING, LegState.DONE, LegState.CONTESTED]),
    order="-called_at -pk",
    loads=("whistle__case__area__parent__parent", "unit"),
    api=(
        "id whistle unit kind kind_label is_lead state state_label called_at signed_at answer answered_at on_site arrived_at "
        "refusal refused_at more more_why more_at outcome done_at response attendance result remark rated_at contest contested_at decision decided_at"
    ),
    asked_by="state whistle unit under",
    ordered_by="called_at rated_at",
)
number_list = declare_list(
    ScoreNumber,
    columns=unsummed_columns(ScoreNumber, "key number active_from active_to") | owned_columns(),
    desk="key area number active_from active_to",
    filters=("key",),
    loads=("area",),
)
