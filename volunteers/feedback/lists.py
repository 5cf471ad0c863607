"""The columns of feedback sheets, for the community's desk, the unit's, their workbooks and the member's own copy."""

from collections.abc import Callable
from typing import Any

from orgtree.declare import Column
from orgtree.lists import columns_of, declare_list, state_column
from volunteers.feedback.models import FeedbackSheet, ReceivedSheet
from volunteers.feedback.services import corrections
from volunteers.members.lists import member_columns

STATE_COLOURS = {
    "待送阅": "warning",
    "本人阅看中": "info",
    "本人已答复": "warning",
    "已签发": "success",
    "已送单位": "success",
    "单位已签收": "success",
    "已取消": "danger",
}


def sums_in_words(facts: dict) -> str:
    return f"{facts['times']}次，{facts['hours']}小时" if facts else ""


def kinds_in_words(facts: dict) -> str:
    kinds = facts.get("kinds", [])
    return "；".join(f"{name}{times}次{hours}小时" for name, times, hours in kinds) or "没有已确认的服务"


def posts_in_words(facts: dict) -> str:
    return "、".join(facts.get("posts", [])) or "无"


def sheet_columns(model, facts: Callable[[Any], dict]) -> dict[str, Column]:
    """What both desks show; `facts(sheet)` is what it says of services, {} where nothing is left of it."""
    return columns_of(model, "community sent_at acknowledged_at unit_text") | {
        "state": state_column(model, STATE_COLOURS),
        "sheet_number": Column("编号", lambda sheet: sheet.number, order="pk"),
        "period": Column("周期", lambda sheet: sheet.stretch.label, order="period_start"),
        "sums": Column("服务", lambda sheet: sums_in_words(facts(sheet))),
        "kinds": Column("按类别", lambda sheet: kinds_in_words(facts(sheet))),
        "posts": Column("认领岗位", lambda sheet: posts_in_words(facts(sheet))),
        "corrections": Column("此后有更正", lambda sheet: "；".join(corrections(sheet)) or "无"),
    }


def said(key: str, label: str, **more) -> Column:
    """What the sheet says under `key`, as it stands or was signed."""
    return Column(label, lambda sheet: sheet.shown[key], **more)


feedback_list = declare_list(
    FeedbackSheet,
    columns=columns_of(FeedbackSheet, "unit_name reply_by grade")
    | member_columns()
    | sheet_columns(FeedbackSheet, lambda sheet: sheet.shown["facts"])
    | {
        "unit": Column(
            "工作单位", lambda sheet: sheet.unit.name if sheet.unit else f"{sheet.unit_name}（未登记，纸质送达）"
        ),
        "reply": Column("本人意见", lambda sheet: "：".join(filter(None, [sheet.reply_in_words, sheet.reply_text]))),
        "code": Column("校验码", lambda sheet: sheet.code or "签发后生成"),
        "said_unit": said("unit", "单位"),
        "said_grade": said("grade", "评价等次"),
        "said_text": said("community_text", "社区评语"),
        "said_reply": said("reply", "本人答复"),
        "said_words": said("reply_text", "本人意见"),
        "times": Column("服务次数", lambda sheet: str(sheet.shown["facts"]["times"])),
        "hours": Column("服务时长（小时）", lambda sheet: sheet.shown["facts"]["hours"]),
    },
    desk="state member unit_name period sums grade reply reply_by",
    links="state member",
    filters=("state", "period_kind", "community"),
    order="-period_start -pk",
    loads=("member", "unit", "community"),
    member="member",
    own=(
        "sheet_number period community said_unit times hours said_grade said_text said_reply said_words "
        "state sent_at acknowledged_at unit_text"
    ),
    own_title="单位反馈",
    api=(
        "id number unit community period state state_label content digest reply_by signed_at sent_at "
        "acknowledged_at unit_text"
    ),
    asked_by="state unit community",
    ordered_by="sent_at period_start",
)
received_list = declare_list(
    ReceivedSheet,
    columns=sheet_columns(ReceivedSheet, lambda sheet: sheet.frozen.get("facts", {}))
    | {
        "name": Column("姓名", lambda sheet: sheet.frozen.get("name") or "（已注销或到期清除）", personal=True),
        "grade": Column("评价等次", lambda sheet: sheet.frozen.get("grade")),
        "text": Column("社区评语", lambda sheet: sheet.frozen.get("community_text")),
        "reply": Column(
            "本人意见",
            lambda sheet: "：".join(filter(None, [sheet.frozen.get("reply"), sheet.frozen.get("reply_text")])),
        ),
        "code": Column("校验码", lambda sheet: sheet.code),
    },
    desk="state name community period sums grade sent_at",
    links="state name",
    filters=("state", "period_kind"),
    order="-sent_at -pk",
    loads=("community", "unit"),
)
