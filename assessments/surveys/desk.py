"""Surveys on the desk: their course, the sheets to print, what was published; paper and households stand with them."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from unfold.decorators import display

from assessments.declare import Tabs
from assessments.surveys.choices import SurveyState
from assessments.surveys.lists import (
    age_list,
    batch_list,
    cell_list,
    household_list,
    number_list,
    share_told,
    survey_list,
)
from assessments.surveys.models import (
    DrawnHousehold,
    Survey,
    SurveyAge,
    SurveyBatch,
    SurveyCell,
    SurveyNumber,
)
from assessments.surveys.services.answering import answers_in
from assessments.surveys.services.paper import paper_acts
from assessments.surveys.services.publishing import published_counts, why_hidden
from assessments.surveys.services.surveys import survey_acts
from orgtree.answers.rules import LEAST
from orgtree.choices import Permission as P
from orgtree.desk.acts import course_shown
from orgtree.desk.base import ReadOnlyInline, ScopedAdmin
from orgtree.owned.desk.owned import NumbersAdmin


def in_pieces(digest: str):
    """A digest that may break on a narrow page, and is copied whole."""
    return (
        format_html_join(mark_safe("<wbr>"), "{}", ((digest[at : at + 8],) for at in range(0, len(digest), 8))) or "—"
    )


class CellInline(ReadOnlyInline):
    """What is published by place."""

    model, listing, view_permission = SurveyCell, cell_list, P.ASSESS_VIEW
    hide_title = False
    fields = ("where_shown", "share_shown", "one_shown", "two_shown", "three_shown", "n")
    verbose_name_plural = "各处结果"
    none_words = f"公布后显示；不足{LEAST}份的不单独显示。"


class AgeInline(ReadOnlyInline):
    """What is published by age."""

    model, listing, view_permission = SurveyAge, age_list, P.ASSESS_VIEW
    hide_title = False
    fields = ("age_shown", "n", "pleased")
    verbose_name_plural = "分年龄"
    none_words = "公布后显示；分年龄会使少数人被猜到的，不分年龄公布。"


@admin.register(Survey)
class SurveyAdmin(ScopedAdmin):
    """The surveys of the viewer's areas; nobody sees a count before the result is published."""

    view_permission, menu_place = P.ASSESS_VIEW, "assessments"
    tab_position, tab_group = 50, Tabs.SURVEYS
    acts, listing = survey_acts, survey_list
    search_fields = ("title",)
    search_help_text = "名称"
    add_label = "起草调查"
    empty_hint = "满意度调查按户抽样、不记姓名；起草后先公布种子，再抽样、答题、公布。"
    inlines = (CellInline, AgeInline)
    shows = (
        "state_shown outcome use words progress area kind title year size closes_on question_one question_two "
        "question_three seed_told seed_day seeded_at digest_told left_out drawn_at opened_at closed_at published_at "
        "published_by course"
    )

    def object_links(self, request, survey):
        """The public draw; for who runs it the sheets, the telephone and the paper."""
        links = [("抽样公示", reverse("survey-draw", args=[survey.pk]), "casino")] if survey.seed else []
        if not self.may(request, P.SURVEY_MANAGE, survey):
            return links
        if survey.state in (SurveyState.DRAWN, SurveyState.OPEN):
            links.append(("打印问卷（PDF）", reverse("survey-sheets", args=[survey.pk]), "print"))
            households = reverse("admin:assessments_drawnhousehold_changelist")
            links.append(("抽中的户", f"{households}?survey__id__exact={survey.pk}", "home"))
        if survey.state == SurveyState.OPEN:
            links.append(("电话代填", reverse("survey-phone", args=[survey.pk]), "call"))
            links.append(("录入纸质答卷", reverse("survey-paper", args=[survey.pk]), "edit_note"))
        return links

    @display(description="抽样种子")
    def seed_told(self, survey):
        return in_pieces(survey.seed)

    @display(description="抽样名单摘要")
    def digest_told(self, survey):
        return in_pieces(survey.digest)

    @display(description="已收答卷")
    def progress(self, survey):
        if survey.state != SurveyState.OPEN:
            return "—"
        return f"{answers_in(survey)}份以上（共抽{survey.size}户；按5份一档显示）"

    @display(description="综合满意率")
    def outcome(self, survey):
        if not survey.is_published:
            return "公布后显示，公布前任何人都看不到"
        counts = published_counts(survey, survey.area)
        if counts is None:
            return f"答卷不足{LEAST}份，不公布"
        asked = format_html_join(
            "",
            "<li>{}　{}</li>",
            ((question, share_told(counts.share_at(number))) for number, question in enumerate(survey.questions)),
        )
        return format_html("{}（答卷{}份）<ul>{}</ul>", share_told(counts.share), counts.n, asked)

    @display(description="用于考核")
    def use(self, survey):
        return (why_hidden(survey, survey.area) or "可以") if survey.is_published else "—"

    @display(description="居民留言")
    def words(self, survey):
        if not survey.is_published:
            return "公布后显示"
        said = [(word.text,) for word in survey.words.all()]
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", said)) if said else "—"

    @display(description="办理过程")
    def course(self, survey):
        return course_shown(survey_acts, survey)


@admin.register(SurveyCell)
class SurveyCellAdmin(ScopedAdmin):
    """Results by place, in the order of places and never of satisfaction."""

    view_permission, menu_place, tab_group = P.ASSESS_VIEW, "assessments", Tabs.SURVEYS
    listing = cell_list
    search_fields = ("area__name", "estate__name")
    search_help_text = "区域、小区名称"
    empty_hint = "调查公布后，各处的结果在这里；不足5份的并入上一级。"
    shows = "survey where_shown share_shown one_shown two_shown three_shown n day"

    def object_links(self, request, cell):
        return [("本地结果", reverse("survey-places", args=[cell.survey_id]), "groups")]


@admin.register(DrawnHousehold)
class DrawnHouseholdAdmin(ScopedAdmin):
    """Which households were drawn, for handing out the sheets: building and which one, no name and no door."""

    view_permission, menu_place, tab_group = P.SURVEY_MANAGE, "assessments", Tabs.SURVEYS
    listing = household_list
    search_fields = ("area__name",)
    search_help_text = "楼栋名称"
    empty_hint = "抽样后，抽中的户在这里；第几户按单元、楼层、门牌从小到大数。"
    shows = "survey serial where_shown number"


@admin.register(SurveyBatch)
class SurveyBatchAdmin(ScopedAdmin):
    """Batches of paper, each entered twice."""

    view_permission, menu_place, tab_group = P.SURVEY_MANAGE, "assessments", Tabs.SURVEYS
    acts, listing = paper_acts, batch_list
    search_fields = ("survey__title",)
    search_help_text = "调查名称"
    empty_hint = "在调查的页面录入纸质答卷，每批由两人各录一遍。"
    shows = "state_shown survey where_shown count first_by first_at second_by second_at course"

    def object_links(self, request, batch):
        waits = batch.state in paper_acts["count"].leaves and batch.first_by_id != request.user.pk
        return [("第二次录入", reverse("survey-second", args=[batch.pk]), "edit_note")] if waits else []

    @display(description="办理过程")
    def course(self, batch):
        return course_shown(paper_acts, batch)


@admin.register(SurveyNumber)
class SurveyNumberAdmin(NumbersAdmin):
    """Least answers and shares; a change is a new row with a later date."""

    tab_position = 84
    listing = number_list
    empty_hint = "满意度用于考核至少要多少份答卷、多少非党员非工作人员；从启用日期起适用。"
