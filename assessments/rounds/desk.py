"""Rounds on the desk: who is assessed, by what facts, with which reports and by which panel."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from unfold.decorators import display

from assessments.bases import AssessAdmin
from assessments.declare import Tabs, left_over
from assessments.rounds.lists import (
    extra_list,
    member_list,
    report_list,
    round_list,
    sheet_list,
    subject_list,
)
from assessments.rounds.models import (
    PanelMember,
    PanelSheet,
    Round,
    RoundSubject,
    SubjectExtra,
    SubjectReport,
)
from assessments.rounds.services.extras import extra_acts
from assessments.rounds.services.facts import facts_of
from assessments.rounds.services.panels import member_acts, sheet_acts
from assessments.rounds.services.reports import report_acts
from assessments.rounds.services.rounds import round_acts
from assessments.rounds.services.subjects import subject_acts
from assessments.schemes.rules.tables import round_once
from orgtree.choices import Permission as P
from orgtree.desk.acts import make_button
from orgtree.desk.base import ReadOnlyInline
from orgtree.desk.bulk import BulkMixin
from orgtree.text.rules.numbers import plain

LEFT_SHOWN = 20


def facts_table(subject: RoundSubject):
    """The facts of a subject as a list, each opened to what it counts, with what was corrected since."""
    lines = []
    for one in facts_of(subject):
        text = (
            format_html('<a class="text-link underline" href="{}">{}</a>', one.url, one.text) if one.url else one.text
        )
        points = "" if one.points is None else f"{plain(round_once(one.points))}/{plain(one.of)}分"
        lines.append((one.fact.item.name, text, points, f"（{one.correction}，不改此数）" if one.correction else ""))
    return format_html_join("", "<p>{}：{}　{}{}</p>", lines) or "—"


def left_table(subjects, year: int, viewer):
    """What is left of earlier years by these subjects, the first of it, each opened to its page; how many there are."""
    rows = [one for tell in left_over for one in tell(subjects, year, viewer)]
    if not rows:
        return "没有"
    lines = ((one.organisation, one.url, one.text, one.told) for one in rows[:LEFT_SHOWN])
    shown = format_html_join("", '<p>{}　<a class="text-link underline" href="{}">{}</a>　{}</p>', lines)
    return format_html("{}<p>共{}项</p>", shown, len(rows)) if len(rows) > LEFT_SHOWN else shown


class LeftMixin:
    """Tells the field of what is left who looks: items of others are no one's to read."""

    def get_readonly_fields(self, request, obj=None):
        if obj is not None:
            obj.viewer = request.user
        return super().get_readonly_fields(request, obj)


def page_of_next(before: Round) -> str:
    """The page of the round that was just begun from it."""
    return reverse("admin:assessments_round_change", args=[before.nexts.latest("pk").pk])


class SubjectInline(ReadOnlyInline):
    """Who is assessed."""

    model = RoundSubject
    listing = subject_list
    show_change_link = True
    hide_title = False
    fields = ("name_shown", "holder_shown", "group_shown", "position_shown", "standing_shown")
    verbose_name_plural = "考评对象"
    none_words = "还没有考评对象。"


@admin.register(Round)
class RoundAdmin(LeftMixin, AssessAdmin):
    """Rounds of all kinds."""

    tab_position, tab_group = 20, Tabs.ROUNDS
    acts, listing = round_acts, round_list
    search_fields = ("title", "number")
    search_help_text = "名称、编号"
    inlines = [SubjectInline]
    add_label = "开启轮次"
    empty_hint = "选择方案和年度开启一轮；考评对象自动列出，核对后启动。"
    shows = (
        "state_shown title number scheme area year before facts_shown reports_due meeting_at meeting_place left created_by "
        "opened_by opened_at closed_by closed_at decided_by decided_at published_by published_at archived_at reason course"
    )
    object_actions = (
        make_button(round_acts, "repeat", leads_to=page_of_next),
        make_button(subject_acts, "add"),
        make_button(member_acts, "appoint"),
    )

    @display(description="往年未销号的整改")
    def left(self, round):
        return left_table(list(round.subjects.taking_part()), round.year, round.viewer)


@admin.register(RoundSubject)
class RoundSubjectAdmin(LeftMixin, AssessAdmin):
    """Subjects with their facts; the host's and one's own."""

    tab_group = Tabs.ROUNDS
    acts, listing = subject_acts, subject_list
    search_fields = ("name",)
    search_help_text = "考评对象"
    empty_hint = "开启轮次后，考评对象按方案列在这里。"
    shows = "name round holder group position standing_shown reason facts left questions answers comment heard_by heard_at course"
    object_actions = (make_button(extra_acts, "mark"),)

    @display(description="考评事实")
    def facts(self, subject):
        return facts_table(subject)

    @display(description="往年未销号的整改")
    def left(self, subject):
        return left_table([subject], subject.round.year, subject.viewer)


@admin.register(SubjectExtra)
class SubjectExtraAdmin(AssessAdmin):
    """Honours, criticism and vetoes with their documents."""

    tab_group = Tabs.ROUNDS
    acts, listing = extra_acts, extra_list
    search_fields = ("document",)
    search_help_text = "依据文件"
    empty_hint = "在考评对象页面“登记加减分”；自动取数的在启动时计入。"
    shows = "subject extra kind_shown times document standing_shown entered_by entered_at reason"


@admin.register(SubjectReport)
class SubjectReportAdmin(BulkMixin, AssessAdmin):
    """Reports: those to be reviewed first."""

    tab_group = Tabs.ROUNDS
    acts, listing = report_acts, report_list
    search_fields = ("subject__name",)
    search_help_text = "考评对象"
    empty_hint = "轮次启动后，述职报告布置在这里。"
    shows = (
        "state_shown subject_shown round_shown due_shown revision facts text file_shown handed_in_by handed_in_at reviewed_by "
        "reviewed_at reason course"
    )

    @display(description="全年事实")
    def facts(self, report):
        return facts_table(report.subject)


@admin.register(PanelMember)
class PanelMemberAdmin(AssessAdmin):
    """Who is on which panel, for those who keep rolls."""

    view_permission = P.ASSESS_ROLL
    tab_group = Tabs.ROUNDS
    acts, listing = member_acts, member_list
    search_fields = ("user__name",)
    search_help_text = "姓名"
    empty_hint = "在轮次页面“增加考评人”，不少于3人。"
    shows = "state_shown round user_shown appointed_by appointed_at reason course"


@admin.register(PanelSheet)
class PanelSheetAdmin(AssessAdmin):
    """Sheets of the panel, for those who keep rolls."""

    view_permission = P.ASSESS_ROLL
    tab_group = Tabs.ROUNDS
    acts, listing = sheet_acts, sheet_list
    search_fields = ("subject__name",)
    search_help_text = "考评对象"
    empty_hint = "轮次启动后，考评组成员在“我的考评”里评分。"
    shows = "state_shown subject_shown component member_shown lines words signed_at course"

    @display(description="得分")
    def lines(self, sheet):
        rows = sheet.scores.select_related("item").order_by("item__position")
        told = [(row.item.name, plain(row.points), plain(row.item.points)) for row in rows]
        return format_html_join("", "<p>{}：{}/{}</p>", told) or "—"
