"""Surveys of satisfaction by household: what is asked, who was drawn, counters without names, and what is published of them."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from assessments.surveys.choices import AgeBand, BatchState, NumberKey, Option, SurveyKind, SurveyState
from assessments.surveys.rules.folding import Counts
from orgtree.answers.models import AnswerWords
from orgtree.database.audit import audited
from orgtree.database.states import in_state
from orgtree.models import ScopedQuerySet
from orgtree.owned.models import Dated, dated_constraints
from orgtree.scope.models.rows import STAFF_ONLY

QUESTION_ONE = "您对社区党组织为群众办实事满意吗？"
QUESTION_TWO = "您对小区环境、安全和便民服务满意吗？"
QUESTION_THREE = "您反映的问题，办理得满意吗？"
FROM_DRAWN = [SurveyState.DRAWN, SurveyState.OPEN, SurveyState.CLOSED, SurveyState.PUBLISHED]
STEP = 5  # how far a survey is, is told in steps


@audited()
class SurveyNumber(Dated):
    """A number of surveys of one keeper, in force from `active_from` until the keeper's next of its key, or until `active_to`."""

    key = models.CharField("事项", max_length=20, choices=NumberKey.choices)
    number = models.PositiveSmallIntegerField("数值")

    class Meta:
        verbose_name = verbose_name_plural = "满意度调查规定"
        ordering = ["key", "-active_from", "-id"]
        constraints = [*dated_constraints("survey_number")]

    def __str__(self) -> str:
        return f"{self.get_key_display()} {self.number}"


class SurveyQuerySet(ScopedQuerySet):
    def due_to_close(self, day):
        """Open, and their last day is over."""
        return self.filter(state=SurveyState.OPEN, closes_on__lt=day)


@audited()
class Survey(models.Model):
    """One survey of an area: three questions, a sample of households drawn with a seed that was published before."""

    scope_area = "area"
    names_persons = STAFF_ONLY

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="surveys", verbose_name="调查区域")
    kind = models.CharField("调查对象", max_length=10, choices=SurveyKind.choices, default=SurveyKind.RESIDENTS)
    title = models.CharField("名称", max_length=40)
    year = models.PositiveSmallIntegerField("年度")
    size = models.PositiveIntegerField("抽取户数", default=200)
    closes_on = models.DateField("截止日期", help_text="当天仍可作答")
    question_one = models.CharField("问题一", max_length=60, default=QUESTION_ONE)
    question_two = models.CharField("问题二", max_length=60, default=QUESTION_TWO)
    question_three = models.CharField("问题三", max_length=60, default=QUESTION_THREE)
    state = models.CharField("状态", max_length=10, choices=SurveyState.choices, default=SurveyState.DRAFT)
    seed = models.CharField("抽样种子", max_length=64, blank=True)
    seed_day = models.DateField("种子取自哪天的账根", null=True, blank=True)
    seeded_at = models.DateTimeField("种子公布时间", null=True, blank=True)
    digest = models.CharField("抽样名单摘要", max_length=64, blank=True)
    left_out = models.PositiveIntegerField("没有户数而未列入的楼栋或小区", default=0)
    made_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="起草人")
    made_at = models.DateTimeField("起草时间")
    drawn_at = models.DateTimeField("抽样时间", null=True, blank=True)
    opened_at = models.DateTimeField("开始时间", null=True, blank=True)
    closed_at = models.DateTimeField("截止时间", null=True, blank=True)
    published_at = models.DateTimeField("公布时间", null=True, blank=True)
    published_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="公布人"
    )
    hides_ages = models.BooleanField("不分年龄公布", default=False)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "满意度调查"
        ordering = ["-year", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "kind", "year", "title"],
                condition=~Q(state=SurveyState.VOID),
                name="survey_title_once_a_year",
                violation_error_message="该区域本年度已有同名调查",
            ),
            models.CheckConstraint(
                condition=Q(size__gte=1), name="survey_asks_somebody", violation_error_message="至少抽取1户"
            ),
            in_state([SurveyState.SEEDED, *FROM_DRAWN], "survey_seed_told", has="seeded_at seed_day", says="seed"),
            in_state(FROM_DRAWN, "survey_drawn_by_seed", has="drawn_at", says="digest"),
            in_state(SurveyState.PUBLISHED, "survey_published_by_somebody", has="published_at published_by closed_at"),
        ]

    def __str__(self) -> str:
        return self.title if f"{self.year}年" in self.title else f"{self.year}年{self.title}"

    @property
    def questions(self) -> tuple[str, str, str]:
        return self.question_one, self.question_two, self.question_three

    @property
    def is_answered_now(self) -> bool:
        """Whether answers are taken today."""
        return self.state == SurveyState.OPEN and timezone.localdate() <= self.closes_on

    @property
    def is_published(self) -> bool:
        return self.state == SurveyState.PUBLISHED


class DrawnHousehold(models.Model):
    """A household that was drawn, by its place and a running number; whose it is nobody writes down.

    `is_answered` says that its one answer is in, while the survey runs; when it closes that is forgotten. No audit trail:
    it would keep the moments.
    """

    scope_area = "survey__area"
    names_persons = STAFF_ONLY

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="households", verbose_name="调查")
    serial = models.PositiveIntegerField("问卷编号")
    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="楼栋或社区")
    estate = models.ForeignKey(
        "cocon.Estate", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="小区"
    )
    number = models.PositiveIntegerField("第几户")
    is_answered = models.BooleanField("已作答", default=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "抽中的户"
        ordering = ["survey", "serial"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "serial"], name="household_serial_once"),
            models.UniqueConstraint(
                fields=["survey", "area", "estate", "number"], nulls_distinct=False, name="household_drawn_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.serial}号：{self.place_label}第{self.number}户"

    @property
    def place_label(self) -> str:
        return f"{self.area.name} {self.estate.name}" if self.estate else self.area.place_label


class SurveyTally(models.Model):
    """How many answered alike in one place while the survey runs: read by nobody, destroyed when the result is published.

    No row per answer, no moment, no order: a counter of those of one grid or estate with the same answers.
    """

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="tallies", verbose_name="调查")
    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="网格或社区")
    estate = models.ForeignKey("cocon.Estate", models.PROTECT, null=True, related_name="+", verbose_name="小区")
    age = models.CharField("年龄", max_length=10, choices=AgeBand.choices)
    is_inside = models.BooleanField("党员或工作人员")
    one = models.CharField("问题一", max_length=10, choices=Option.choices)
    two = models.CharField("问题二", max_length=10, choices=Option.choices)
    three = models.CharField("问题三", max_length=10, choices=Option.choices)
    count = models.PositiveIntegerField("份数", default=0)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "调查计数"
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "area", "estate", "age", "is_inside", "one", "two", "three"],
                nulls_distinct=False,
                name="survey_tally_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.survey)


class CellQuerySet(ScopedQuerySet):
    def published_for(self, survey: Survey, area):
        """What a survey says of an area: what lies in it, where it is the survey's area or below it."""
        return self.filter(survey=survey).within(area)


class SurveyCell(models.Model):
    """What is published of a survey, by place: written once, from at least five answers each (`rules.folding`)."""

    scope_area = "area"
    names_persons = STAFF_ONLY

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="cells", verbose_name="调查")
    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="区域")
    estate = models.ForeignKey(
        "cocon.Estate", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="小区"
    )
    day = models.DateField("截止日期")
    n = models.PositiveIntegerField("答卷（份）")
    outside = models.PositiveIntegerField("非党员、非工作人员（份）")
    pleased = models.PositiveIntegerField("满意和基本满意（问次）")
    asked = models.PositiveIntegerField("回答（问次）")
    options = models.JSONField("各题各项")

    objects = CellQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "满意度结果"
        ordering = ["survey", "area_id", "estate_id"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "area", "estate"], nulls_distinct=False, name="survey_cell_once"),
            models.CheckConstraint(condition=Q(n__gte=5), name="survey_cell_of_five"),
            models.CheckConstraint(
                condition=Q(asked=models.F("n") * 3, pleased__lte=models.F("asked"), outside__lte=models.F("n")),
                name="survey_cell_adds_up",
            ),
        ]
        indexes = [models.Index(fields=["area", "day"], name="survey_cells_of_area")]

    def __str__(self) -> str:
        return f"{self.survey} {self.estate or self.area}"

    @property
    def counts(self) -> Counts:
        return Counts(self.n, self.outside, self.options)


class SurveyAge(models.Model):
    """What is published by age, for the whole survey; "" for the bands that are not shown, together."""

    scope_area = "survey__area"
    names_persons = STAFF_ONLY

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="ages", verbose_name="调查")
    age = models.CharField("年龄", max_length=10, choices=AgeBand.choices, blank=True)
    n = models.PositiveIntegerField("答卷（份）")
    pleased = models.PositiveIntegerField("满意和基本满意（问次）")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "分年龄结果"
        ordering = ["survey", "age"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "age"], name="survey_age_once"),
            models.CheckConstraint(condition=Q(n__gte=5), name="survey_age_of_five"),
        ]

    def __str__(self) -> str:
        return f"{self.survey} {self.get_age_display() or '其他'}"


class SurveyWord(AnswerWords):
    """A few words of a resident: of the whole survey, read in the order of the text."""

    scope_area = "survey__area"
    names_persons = STAFF_ONLY

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="words", verbose_name="调查")

    objects = ScopedQuerySet.as_manager()

    class Meta(AnswerWords.Meta):
        verbose_name = verbose_name_plural = "居民留言"


class SurveyBatch(models.Model):
    """Paper answers of one grid or estate, entered twice by two people. `numbers` are the households whose answers they are.

    The answers are sheets without a household; whose they are within the batch nobody can tell.
    """

    scope_area = "survey__area"
    names_persons = STAFF_ONLY

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="batches", verbose_name="调查")
    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="网格或社区")
    estate = models.ForeignKey(
        "cocon.Estate", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="小区"
    )
    count = models.PositiveIntegerField("份数")
    numbers = models.JSONField("问卷编号", default=list, blank=True)
    answers = models.JSONField("第一次录入", default=list, blank=True)
    state = models.CharField("状态", max_length=10, choices=BatchState.choices, default=BatchState.FIRST)
    first_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="第一录入人")
    first_at = models.DateTimeField("第一次录入时间")
    second_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="第二录入人"
    )
    second_at = models.DateTimeField("第二次录入时间", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "纸质答卷"
        ordering = ["-first_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=BatchState.COUNTED)
                | Q(second_by__isnull=False, second_at__isnull=False, answers=[]),
                name="survey_batch_counted_by_two",
            ),
            models.CheckConstraint(
                condition=Q(second_by__isnull=True) | ~Q(second_by=models.F("first_by")),
                name="survey_batch_by_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.estate or self.area} {self.count}份"
