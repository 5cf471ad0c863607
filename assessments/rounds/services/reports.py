"""Reports: due when the round opens, begun with the year's facts, handed in by the subject, reviewed by the host."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from assessments.rounds.choices import ReportState, RoundState
from assessments.rounds.models import Round, RoundSubject, SubjectReport
from assessments.rounds.models.reports import LONGEST_REPORT
from assessments.rounds.services.facts import facts_of
from orgtree.acts import Act, Acts, Doing, NotBy, Tell, ask_reason, asks_of, declare_acts, note_first
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.files.rules import EVIDENCE
from orgtree.files.services import clean_file
from orgtree.models import Post
from orgtree.notices.words import called
from orgtree.scope.rules.grants import post_kinds_with

OPENING = "一、履行党建责任情况"
SECTIONS = (OPENING, "二、特色做法和突破", "三、存在的问题和原因", "四、下一步思路和措施")


def desk_page_of(report: SubjectReport) -> str:
    """Where the host reviews the report."""
    return reverse("admin:assessments_subjectreport_change", args=[report.pk])


def page_of(report: SubjectReport) -> str:
    """Where whoever reports writes it: units have pages of their own, areas the desk."""
    return reverse("unit-report", args=[report.pk]) if report.subject.institution_id else desk_page_of(report)


def reports_of_units(user) -> QuerySet[SubjectReport]:
    """The reports of the units at which the person has a post."""
    return SubjectReport.objects.allowed(user, P.ASSESS_REPORT).filter(subject__institution__isnull=False)


def waiting_of_units(user) -> QuerySet[SubjectReport]:
    """Those of them that are still to be handed in, the earliest due first."""
    rows = reports_of_units(user).filter(subject__round__state=RoundState.OPEN, subject__is_left_out=False)
    return rows.waiting().order_by("due_on", "pk")


def is_open(report: SubjectReport) -> bool:
    """Whether its round still takes it."""
    return report.subject.round.state == RoundState.OPEN and not report.subject.is_left_out


def ask_for_reports(round: Round, subjects: Iterable[RoundSubject], by) -> list[SubjectReport]:
    """A report of each, due on the round's day."""
    reports = [SubjectReport(subject=subject, due_on=round.reports_due) for subject in subjects]
    for report in reports:
        report.save()
    note_first(report_acts, "ask", *reports, by=by)
    return reports


def reporters_of(subject: RoundSubject) -> tuple[int, ...]:
    """The accounts of whoever reports for the subject today."""
    posts = Post.objects.live().filter(kind__in=post_kinds_with(P.ASSESS_REPORT))
    seat = {"area": subject.area_id} if subject.area_id else {"institution": subject.institution_id}
    return tuple(posts.filter(**seat).values_list("holder", flat=True).distinct())


def prefilled(report: SubjectReport) -> str:
    """With what the page begins: what was handed in before, else a frame with the year's facts in its first part."""
    if report.text:
        return report.text
    year = report.subject.round.year
    lines = [f"{one.label}{one.text}" for one in facts_of(report.subject) if one.fact.value is not None]
    facts = f"{year}年关账数据：{'；'.join(lines)}。" if lines else ""
    parts = [f"{OPENING}\n{facts}", *SECTIONS[1:]]
    return "\n\n".join(parts)[:LONGEST_REPORT]


def _check_open(report: SubjectReport, doing: Doing) -> None:
    if not is_open(report):
        raise RuleBroken("wrong_state", "轮次不在进行中", conflict=True)


def _read_file(doing: Doing, ids) -> None:
    """The file as it is kept, written anew; none leaves the one of before."""
    if upload := doing.said["file"]:
        doing.said["file"] = clean_file(upload)


def _hand_in(report: SubjectReport, doing: Doing) -> None:
    _check_open(report, doing)
    if not doing.said["file"]:
        report.file = doing.was[report.pk].file
    report.revision += 1


def _tell_reporters(words: str):
    return lambda report, doing: [
        Tell(
            reporters_of(report.subject),
            f"述职报告{words}：{called(report.subject.round)}",
            url=page_of(report),
            why=True,
        )
    ]


def _tell_host(report: SubjectReport, doing: Doing) -> list[Tell]:
    return [Tell((report.subject.round.created_by_id,), f"{report.subject}已提交述职报告", "", desk_page_of(report))]


def overdue_on(today: date):
    """Reports whose last day is over."""
    return SubjectReport.objects.waiting().filter(due_on__lt=today, subject__round__state=RoundState.OPEN)


WAITING = frozenset({ReportState.DUE, ReportState.RETURNED, ReportState.HANDED_IN})
HANDING_IN = asks_of(
    SubjectReport,
    "text file",
    text={
        "is_optional": False,
        "shortest": 50,
        "begins": prefilled,
        "longest": LONGEST_REPORT,
        "help": f"不超过{LONGEST_REPORT}字；数字已按关账数填好，不写个人信息",
    },
    file={"help": "可以不传", "is_optional": True, "accepts": EVIDENCE.accept},
)
report_acts = declare_acts(
    Acts(
        SubjectReport,
        called="述职报告",
        loads=("subject__round__area", "subject__round__scheme", "subject__area", "subject__institution"),
        acts=(
            Act("ask", "布置述职报告", "布置", frozenset(), ReportState.DUE, leads="待提交"),
            Act(
                "hand_in",
                "提交述职报告",
                "提交",
                WAITING,
                ReportState.HANDED_IN,
                permission=P.ASSESS_REPORT,
                asks=HANDING_IN,
                stamps=("handed_in_by", "handed_in_at"),
                clears=("reason",),
                first=_read_file,
                run=_hand_in,
                tells=_tell_host,
                fits=is_open,
                done="已提交，等审阅。",
                hint="审定前可以再次提交，以最后一稿为准。",
                icon="upload_file",
                summary="提交述职报告",
                description="考评对象本级的书记或经办人提交；审定前可以再交，记第几稿。",
            ),
            Act(
                "send_back",
                "退回修改",
                "退回",
                frozenset({ReportState.HANDED_IN}),
                ReportState.RETURNED,
                permission=P.ASSESS_MANAGE,
                asks=(ask_reason("修改", column="reason", told="修改意见，2到200字，提交人可见"),),
                stamps=("reviewed_by", "reviewed_at"),
                not_by=(NotBy("handed_in_by_id", "own_report", "本人提交的由他人审阅"),),
                run=_check_open,
                tells=_tell_reporters("退回修改"),
                done="已退回，提交人会看到意见。",
                hint="写明要改什么。",
                icon="undo",
                summary="退回述职报告",
                description="写明修改意见，提交人可见。",
            ),
            Act(
                "accept",
                "审定",
                "审定",
                frozenset({ReportState.HANDED_IN}),
                ReportState.ACCEPTED,
                permission=P.ASSESS_MANAGE,
                stamps=("reviewed_by", "reviewed_at"),
                not_by=(NotBy("handed_in_by_id", "own_report", "本人提交的由他人审阅"),),
                run=_check_open,
                tells=_tell_reporters("已审定"),
                many=True,
                final=True,
                done="已审定。",
                hint="审定后不再修改，用于述职会议。",
                icon="check_circle",
                entry="审定所选报告",
                summary="批量审定述职报告",
                description="逐条判断：能办的办，不能办的列出原因。",
            ),
        ),
    )
)
