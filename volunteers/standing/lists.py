"""The columns of deeds, no-shows, years and their closing, publications and objections, for every surface that lists them."""

from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from orgtree.choices import RunState
from orgtree.declare import Column
from orgtree.lists import area_columns, columns_of, declare_list, shortened, state_column, unsummed_columns
from orgtree.text.rules.numbers import plain
from volunteers.activities.models.activity import NoShow
from volunteers.members.lists import member_columns
from volunteers.points.models.points import MemberYear
from volunteers.points.services.points import explain
from volunteers.standing.choices.deed import DeedState
from volunteers.standing.choices.standing import NoticeState, ObjectionState
from volunteers.standing.models.closing import DryRun, YearClosing
from volunteers.standing.models.deed import DeedReport
from volunteers.standing.models.publication import NoticeLine, Objection, PublicNotice
from volunteers.standing.rules.deeds import WAITING

DEED_COLOURS = {
    "待确认": "warning",
    "已告知，等待说明": "warning",
    "已确认，待复核": "warning",
    "已记入积分": "success",
    "已退回": "danger",
    "已撤回": "info",
    "已冲正": "info",
}
OBJECTION_COLOURS = {"待裁定": "warning", "成立": "success", "不成立": "info"}
NOTICE_COLOURS = {"公示中": "warning", "可提异议": "warning", "已结束": "success"}
RUN_COLOURS = {"等待处理": "info", "正在处理": "warning", "已完成": "success", "未完成": "danger", "已停止": "danger"}
NOT_PROPOSED = "未登记"
EVIDENCE_SHOWN = 16  # characters on the list


def points_so_far(account: MemberYear) -> str | Decimal:
    """As frozen, or as the ledger stands; the rows come with their `sum_now`."""
    if account.exempt_reason:
        return "免评"
    return account.sum_now if account.frozen_total is None else account.frozen_total


def later_points(account: MemberYear) -> str:
    if account.frozen_total is None or account.sum_now == account.frozen_total:
        return "无"
    return f"{plain(account.sum_now - account.frozen_total)}分（不改变结账积分）"


def appraised(account: MemberYear) -> str:
    if account.exempt_reason:
        return f"免评（{account.get_exempt_reason_display()}）"
    return account.get_band_display() or ("待评定" if account.closed_at else "")


def closed_on(account: MemberYear) -> str:
    return f"{timezone.localtime(account.closed_at):%Y-%m-%d}" if account.closed_at else "未结账"


def objected_to(objection: Objection) -> str:
    return f"{objection.notice}公示" if objection.notice else f"{objection.account.year}年度等次"


def objected_line(objection: Objection) -> str:
    """The same with the line or entry that is meant."""
    if objection.account:
        return objected_to(objection)
    target = "本人的一条积分" if objection.entry else f"名单中的“{objection.line}”"
    return f"{objected_to(objection)}：{target}"


def due_in_words(objection: Objection) -> str:
    late = objection.state == ObjectionState.FILED and objection.due_on < timezone.localdate()
    return f"{objection.due_on:%Y年%-m月%-d日}{'（已超期）' if late else ''}"


def notice_state(notice: PublicNotice) -> str:
    return NoticeState(notice.state).label


def run_progress(run) -> str:
    if run.state == RunState.DONE and not run.total:
        return "没有要办理的人"
    return f"{run.done}/{run.total}人" if run.total else "等待处理"


def run_columns(model) -> dict[str, Column]:
    """What the lists of runs over a year have in common."""
    return (
        columns_of(model, "area created_by created_at")
        | unsummed_columns(model, "year")
        | {"state": state_column(model, RUN_COLOURS), "progress": Column("进度", run_progress)}
    )


deed_list = declare_list(
    DeedReport,
    columns=columns_of(DeedReport, "happened_on deed_key origin reply_until reply reason")
    | unsummed_columns(DeedReport, "quantity")
    | member_columns()
    | area_columns("归属区域")
    | {
        "state": state_column(DeedReport, DEED_COLOURS),
        "name": Column("姓名", lambda report: report.member.name, personal=True),
        "item": Column("积分项目", lambda report: f"{report.item_code} {report.item_label}", order="item_code"),
        "item_code": Column("项目代码", lambda report: report.item_code, order="item_code"),
        "item_label": Column("项目名称", lambda report: report.item_label),
        "day": Column("发生日期", lambda report: report.happened_on, order="happened_on"),
        "amount": Column("数量", lambda report: report.amount_in_words()),
        "evidence": shortened(DeedReport, "evidence", EVIDENCE_SHOWN),
        "has_file": Column("附件", lambda report: "有" if report.file else "无"),
    },
    desk="state member item happened_on amount evidence area origin",
    links="state member",
    filters=("state", "category", "item_code", "origin", "area"),
    first=Q(state__in=WAITING),
    order="-happened_on -pk",
    loads=("member", "area"),
    member="member",
    own="item happened_on amount deed_key evidence origin state reply_until reply reason has_file",
    own_rows=lambda rows: rows.labelled(),
    importer="deeds",
    sheet="state item_label area origin",
    api=(
        "id member area item_code item_label category quantity happened_on deed_key evidence origin state "
        "state_label reply_until reply reason entered_at client_key"
    ),
    asked_by="state item member under",
    ordered_by="happened_on entered_at",
)
no_show_list = declare_list(
    NoShow,
    columns=member_columns()
    | {
        "proposed": Column(
            "扣减登记",
            lambda row: DeedState(row.deed.state).label if hasattr(row, "deed") else NOT_PROPOSED,
            tones={NOT_PROPOSED: "warning"},
        ),
        "activity": Column("活动", lambda row: row.session.activity, order="session__activity__title"),
        "when": Column("活动时间", lambda row: row.session.when_in_words, order="session__starts_at"),
        "area": Column("主办", lambda row: row.session.activity.area),
    },
    desk="proposed member activity when area",
    links="member",
    filters=("session__activity",),
    order="-session__starts_at pk",
    loads=("member", "session__activity__area", "deed"),
)
year_list = declare_list(
    MemberYear,
    columns=columns_of(MemberYear, "suggested_band band band_reason exempt_reason plan plan_due_on")
    | columns_of(MemberYear, "frozen_total frozen_hours")
    | unsummed_columns(MemberYear, "year")
    | member_columns()
    | {
        "total": Column("年度积分", points_so_far, number=True, decimals=2, field="sum_now"),
        "later": Column("结账后更正", later_points),
        "hours": Column(
            "服务小时", lambda account: account.frozen_hours, number=True, decimals=1, field="frozen_hours"
        ),
        "appraised": Column("评定等次", appraised),
        "closed": Column("结账", closed_on),
    },
    desk="member year total hours suggested_band appraised closed",
    filters=("year", "suggested_band", "band", "exempt_reason", "member__area"),
    order="-year member",
    loads=("member",),
    member="member",
    own="year frozen_total frozen_hours suggested_band band band_reason plan plan_due_on exempt_reason",
    own_title="年度评定",
    api=(
        "id member area year closed_at total later frozen_hours suggested_band suggested_band_label band band_label "
        "band_reason band_decided_at plan plan_due_on exempt_reason exempt_label"
    ),
    asked_by="year member closed band exempt under",
    ordered_by="year name area",
)
closing_list = declare_list(
    YearClosing,
    columns=run_columns(YearClosing),
    desk="state area year progress created_by created_at",
    filters=("year", "area"),
    loads=("area", "created_by"),
    api="id area year state state_label total done despite_waiting created_at",
    asked_by="year under",
    ordered_by="created_at year",
)
dry_run_list = declare_list(
    DryRun,
    columns=run_columns(DryRun) | columns_of(DryRun, "rule_set"),
    desk="state rule_set area year progress created_by created_at",
    filters=("year", "area"),
    loads=("area", "created_by", "rule_set"),
)
notice_list = declare_list(
    PublicNotice,
    columns=columns_of(PublicNotice, "area opens_on closes_on objections_until")
    | {
        "title": Column("公示", str),
        "state": Column("状态", notice_state, tones=NOTICE_COLOURS),
    },
    desk="title area opens_on closes_on objections_until state",
    filters=("year", "area"),
    loads=("area",),
    api=("id area year quarter opens_on closes_on objections_until takes_objections published_at people own_line"),
    asked_by="current year quarter under",
    ordered_by="opens_on",
)
line_list = declare_list(
    NoticeLine,
    columns=columns_of(NoticeLine, "shown_name points year_points")
    | {
        "community": Column("社区", lambda line: line.notice.area.name),
        "quarter": Column("季度", lambda line: line.notice),
    },
    loads=("notice__area",),
    member="member",
    own="community quarter shown_name points year_points",
    own_title="积分公示",
    api="id shown_name points year_points",
)
objection_list = declare_list(
    Objection,
    columns=columns_of(Objection, "area text filed_at due_on reason")
    | member_columns()
    | {
        "state": state_column(Objection, OBJECTION_COLOURS),
        "target": Column("对什么", objected_to),
        "about": Column("对什么有异议", objected_line),
        "due": Column("办理期限", due_in_words, order="due_on"),
        "why": Column("这条积分怎么来的", lambda objection: explain(objection.entry) if objection.entry else ""),
    },
    desk="state member about area filed_at due",
    filters=("state", "area"),
    order="-state due_on",
    loads=("member", "area", "notice", "account", "line", "entry"),
    member="member",
    own="target text filed_at due_on state reason",
    api=(
        "id area member publication line line_name entry year_account text state state_label filed_at due_on "
        "decided_at reason remedy reversal"
    ),
    asked_by="state publication member under",
    ordered_by="filed_at due_on",
)
