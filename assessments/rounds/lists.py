"""The columns of rounds, subjects, facts, extras, reports and panels, for the desk, workbooks and programs."""

from django.db.models import Q
from django.utils import timezone
from django.utils.html import format_html

from assessments.rounds.choices import ReportState
from assessments.rounds.models import (
    PanelMember,
    PanelSheet,
    Round,
    RoundFact,
    RoundSubject,
    SubjectExtra,
    SubjectReport,
)
from assessments.rounds.services.facts import points_of
from orgtree.days.rules.words import say_day
from orgtree.declare import Column
from orgtree.files.shown import file_url
from orgtree.lists import area_columns, columns_of, declare_list, name_by, shortened, state_column, unsummed_columns

ROUND_COLOURS = {
    "筹备中": "warning",
    "进行中": "info",
    "已截止": "info",
    "已评定": "info",
    "已公布": "success",
    "已归档": "success",
    "已取消": "danger",
}
REPORT_COLOURS = {"待提交": "warning", "待审阅": "info", "待修改": "danger", "已审定": "success"}
SHEET_COLOURS = {"评分中": "warning", "已提交": "success"}
MEMBER_COLOURS = {"在组": "success", "已退出": "info"}

FILES = "subject-report"

name_by(Round, "id number title year")
name_by(RoundSubject, "id name")


def shown_due(report: SubjectReport) -> str:
    """The last day, and whether it is over."""
    if report.due_on is None:
        return ""
    late = report.state in (ReportState.DUE, ReportState.RETURNED) and report.due_on < timezone.localdate()
    return f"{say_day(report.due_on)}{'（已逾期）' if late else ''}"


def shown_file(report: SubjectReport) -> str:
    """A link to the file; nothing where there is none."""
    if not report.file:
        return ""
    return format_html('<a class="text-link" href="{}">打开</a>', file_url(FILES, report.pk))


round_list = declare_list(
    Round,
    columns=columns_of(
        Round, "number title scheme reports_due meeting_at meeting_place opened_at closed_at published_at"
    )
    | unsummed_columns(Round, "year")
    | area_columns("组织区域")
    | {
        "state": state_column(Round, ROUND_COLOURS),
        "kind": Column("评议类型", lambda round: round.scheme.get_kind_display(), order="scheme__kind"),
        "share": Column(
            "占部门年度考核（%）",
            lambda round: round.scheme.streets_share,
            number=True,
            decimals=2,
            field="scheme__streets_share",
        ),
        "facts": Column("指标期", lambda round: round.fill.period.label if round.fill else ""),
    },
    desk="state title kind year area reports_due meeting_at",
    links="state title",
    filters=("state", "year", "scheme__kind", "area"),
    order="-year -pk",
    loads=("area", "scheme", "fill"),
    sheet="number title kind year area state reports_due meeting_at meeting_place opened_at closed_at published_at",
    api=(
        "id number area title year scheme state state_label before reports_due meeting_at meeting_place opened_at "
        "closed_at decided_at published_at"
    ),
    asked_by="state scheme area under",
    ordered_by="year opened_at",
)
subject_list = declare_list(
    RoundSubject,
    columns=columns_of(RoundSubject, "round name group questions answers comment reason")
    | unsummed_columns(RoundSubject, "position")
    | {
        "holder": Column("述职人", lambda subject: subject.holder),
        "standing": Column("状态", lambda subject: "不参加" if subject.is_left_out else "参加"),
        "heard": Column("述职记录", lambda subject: "已记录" if subject.heard_at else ""),
    },
    desk="name holder group round position standing heard",
    links="name",
    filters=("round", "group", "is_left_out"),
    order="-round position pk",
    loads=("round__area", "round__scheme", "area", "institution"),
    sheet="position name holder group standing questions answers comment",
    api="id round name holder group position is_left_out questions answers comment",
    asked_by="round",
    ordered_by="position",
)
fact_list = declare_list(
    RoundFact,
    columns=unsummed_columns(RoundFact, "value words taken_at")
    | {
        "subject": Column("考评对象", lambda fact: fact.subject.name),
        "component": Column("项目", lambda fact: str(fact.component)),
        "item": Column("评分项", lambda fact: fact.item.name),
        "period": Column("关账期", lambda fact: fact.fill.period.label if fact.fill else ""),
        "earned": Column("得分", points_of, number=True, decimals=2),
        "of": Column("分值", lambda fact: fact.item.points, number=True, decimals=2),
    },
    desk="component item value words period earned of",
    order="subject component pk",
    loads=("subject", "component", "item", "fill"),
    api="id subject value words taken_at",
    asked_by="subject",
)
extra_list = declare_list(
    SubjectExtra,
    columns=columns_of(SubjectExtra, "extra document entered_by entered_at")
    | unsummed_columns(SubjectExtra, "times")
    | {
        "subject": Column("考评对象", lambda row: row.subject.name),
        "round": Column("轮次", lambda row: str(row.subject.round)),
        "kind": Column("类型", lambda row: row.extra.get_kind_display()),
        "standing": Column("状态", lambda row: "已撤销" if row.is_withdrawn else "计入"),
    },
    desk="subject kind extra times document standing entered_at round",
    links="subject extra",
    filters=("subject__round", "is_withdrawn"),
    order="-entered_at -pk",
    loads=("subject__round__area", "extra", "entered_by"),
    api="id subject extra times document is_withdrawn entered_at",
    asked_by="subject",
    ordered_by="entered_at",
)
report_list = declare_list(
    SubjectReport,
    columns=columns_of(SubjectReport, "handed_in_at reviewed_at reason")
    | unsummed_columns(SubjectReport, "revision")
    | {
        "state": state_column(SubjectReport, REPORT_COLOURS),
        "subject": Column("考评对象", lambda report: report.subject.name),
        "round": Column("轮次", lambda report: str(report.subject.round)),
        "due": Column("提交截止", shown_due, order="due_on"),
        "text": shortened(SubjectReport, "text", 60),
        "file": Column("附件", shown_file),
    },
    desk="state subject round due revision handed_in_at",
    links="state subject",
    filters=("state", "subject__round"),
    first=Q(state=ReportState.HANDED_IN),
    order="-subject__round due_on pk",
    loads=("subject__round__area", "subject__round__scheme", "subject__area", "subject__institution"),
    sheet="subject round state due revision handed_in_at text",
    api="id subject state state_label text revision due_on handed_in_at reviewed_at reason",
    asked_by="state subject",
    ordered_by="due_on handed_in_at",
)
member_list = declare_list(
    PanelMember,
    columns=columns_of(PanelMember, "round appointed_at reason")
    | {
        "state": state_column(PanelMember, MEMBER_COLOURS),
        "user": Column("考评人", lambda member: member.user.name, personal=True),
    },
    desk="state user round appointed_at",
    links="state user",
    filters=("state", "round"),
    order="-round pk",
    loads=("round__area", "user"),
    api="id round user state state_label appointed_at reason",
    asked_by="state round",
    ordered_by="appointed_at",
)
sheet_list = declare_list(
    PanelSheet,
    columns=columns_of(PanelSheet, "component words signed_at")
    | {
        "state": state_column(PanelSheet, SHEET_COLOURS),
        "subject": Column("考评对象", lambda sheet: sheet.subject.name),
        "round": Column("轮次", lambda sheet: str(sheet.subject.round)),
        "member": Column("考评人", lambda sheet: sheet.member.user.name, personal=True),
    },
    desk="state subject component member signed_at round",
    links="state subject",
    filters=("state", "subject__round"),
    order="-subject__round subject pk",
    loads=("subject__round__area", "component", "member__user"),
    api="id subject component member words state state_label signed_at",
    asked_by="state subject",
    ordered_by="signed_at",
)
