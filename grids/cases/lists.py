"""The columns of cases and what belongs to them, for the desk, its workbook, the rows behind figures and the API."""

from django.db.models import Q

from grids.cases.choices import LegState, RequestState
from grids.cases.models import Case, CaseClock, CaseRequest, Leg, Report, Sending
from grids.cases.models.cases import WAITS_FOR_NOBODY
from orgtree.declare import Column, Section
from orgtree.lists import area_columns, columns_of, declare_list, state_column, unsummed_columns

STATE_COLOURS = {
    "待受理": "danger",
    "待交办": "danger",
    "待签收": "warning",
    "办理中": "warning",
    "已退回": "danger",
    "分办中": "warning",
    "待核查": "danger",
    "待答复回访": "warning",
    "已评价": "warning",
    "已结案": "success",
    "不属受理范围": "info",
    "已并案": "info",
    "已撤销": "info",
}
LEG_COLOURS = {"待签收": "danger", "办理中": "warning", "已办结": "success", "已退回": "info", "已撤回": "info"}
ASKED_COLOURS = {"待审批": "danger", "已同意": "success", "未同意": "info", "已结束": "info"}
FIELDS = (
    "number place title words level opened_at accepted_at assigned_at due_at done_at result answer "
    "verified_at closed_at reopened_at reason"
)
case_list = declare_list(
    Case,
    columns=columns_of(Case, FIELDS)
    | unsummed_columns(Case, "round returns hops")
    | area_columns("网格或社区")
    | {
        "state": state_column(Case, STATE_COLOURS),
        "category": Column("事项分类", lambda case: case.category.name, order="category__code"),
        "duty": Column("履职清单", lambda case: case.category.get_duty_display()),
        "lead": Column("主办单位", lambda case: case.lead.name if case.lead else "", order="lead"),
        "where": Column("地点", lambda case: case.place),
    },
    desk="state number title category area level lead due_at opened_at",
    links="state number title",
    filters=("state", "level", "category", "area"),
    first=~WAITS_FOR_NOBODY,
    order="due_at -opened_at -pk",
    loads=("area", "category", "lead"),
    importer="old-cases",
    api=(
        "id number area category place title words state state_label level level_label lead round returns hops opened_at "
        "accepted_at assigned_at due_at done_at result answer verified_at closed_at reason"
    ),
    asked_by="state level category area under lead",
    ordered_by="opened_at due_at closed_at",
)
leg_list = declare_list(
    Leg,
    columns=columns_of(Leg, "role asked given_at signed_at due_at ended_at outcome return_kind reason")
    | area_columns("网格或社区", "case.area")
    | {
        "state": state_column(Leg, LEG_COLOURS),
        "number": Column("编号", lambda leg: leg.case.number),
        "title": Column("事项", lambda leg: leg.case.title),
        "words": Column("情况", lambda leg: leg.case.words),
        "where": Column("地点", lambda leg: leg.case.place),
        "category": Column("事项分类", lambda leg: leg.case.category.name),
        "opened_at": Column("诉求提出时间", lambda leg: leg.case.opened_at),
        "unit": Column("承办单位", lambda leg: leg.institution.name, order="institution"),
    },
    desk="state number title role unit area given_at signed_at due_at ended_at",
    links="state number",
    filters=("state", "role"),
    first=Q(state__in=[LegState.GIVEN, LegState.SIGNED]),
    order="due_at -pk",
    loads=("case__area", "case__category", "institution"),
    api=(
        "id case institution role role_label state state_label asked given_at signed_at due_at ended_at outcome "
        "return_kind reason"
    ),
    asked_by="state role case institution under",
    ordered_by="given_at due_at",
)
report_list = declare_list(
    Report,
    columns=columns_of(
        Report,
        "source outside_number told_at words channel contacted_at reply replied_at was_contacted is_solved stars rated_at",
    )
    | area_columns("网格或社区", "case.area")
    | {
        "case": Column("事项", lambda report: str(report.case)),
        "number": Column("编号", lambda report: report.case.number),
        "asker": Column("称呼", lambda report: report.asker, personal=True),
        "phone": Column("联系电话", lambda report: report.masked_phone, personal=True),
        "step": Column("状态", lambda report: {"told": "未答复", "replied": "已答复", "rated": "已评价"}[report.state]),
    },
    desk="step number case area source told_at channel contacted_at replied_at rated_at",
    links="step number",
    filters=("source", "channel"),
    order="-told_at -pk",
    loads=("case__area",),
    api=(
        "id case source source_label outside_number told_at channel channel_label contacted_at reply replied_at "
        "was_contacted is_solved stars rated_at"
    ),
    own="number source told_at words replied_at",
    asked_by="case source under",
    ordered_by="told_at",
)


def own_reports(member) -> Section:
    """What the person's account entered, for their own copy: the matter and when, never who asked."""
    return report_list.section(Report.objects.filter(entered_by__member=member).order_by("pk"))


request_list = declare_list(
    CaseRequest,
    columns=columns_of(CaseRequest, "kind words asked_at decided_at ended_at reason")
    | unsummed_columns(CaseRequest, "number")
    | area_columns("网格或社区", "case.area")
    | {
        "state": state_column(CaseRequest, ASKED_COLOURS),
        "case": Column("事项", lambda asked: str(asked.case)),
        "unit": Column("申请单位", lambda asked: asked.leg.institution.name if asked.leg else ""),
    },
    desk="state kind case unit number words asked_at decided_at",
    links="state kind",
    filters=("state", "kind"),
    first=Q(state=RequestState.ASKED),
    order="-asked_at -pk",
    loads=("case__area", "leg__institution"),
    api="id case leg kind kind_label number words state state_label asked_at decided_at ended_at reason",
    asked_by="state kind case under",
    ordered_by="asked_at",
)
clock_list = declare_list(
    CaseClock,
    columns=columns_of(CaseClock, "kind due_at stopped_at yellow_at red_at")
    | area_columns("网格或社区", "case.area")
    | {
        "number": Column("编号", lambda clock: clock.case.number),
        "title": Column("事项", lambda clock: clock.case.title),
        "unit": Column("签收单位", lambda clock: clock.leg.institution.name if clock.leg else ""),
        "kept": Column("按时", lambda clock: "是" if clock.is_kept else "否"),
    },
    loads=("case__area", "leg__institution"),
)
sending_list = declare_list(
    Sending,
    columns=columns_of(Sending, "duty words why sent_at")
    | area_columns("网格或社区", "case.area")
    | {
        "state": state_column(Sending, {"已转街道": "success", "按履职清单不予下派": "danger"}),
        "number": Column("编号", lambda sending: sending.case.number),
        "title": Column("事项", lambda sending: sending.case.title),
        "institution": Column("部门", lambda sending: sending.institution.name, order="institution"),
    },
    desk="state institution number title area duty words why sent_at",
    links="state institution",
    filters=("state", "duty", "institution"),
    order="-sent_at -pk",
    loads=("case__area", "institution"),
)
