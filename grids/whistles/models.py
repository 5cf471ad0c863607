"""吹哨报到: a whistle over a case, each department's part with its clocks and rating, and the numbers of the score."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from grids.cases.models.clocks import ClockQuerySet, Watched
from grids.whistles.choices import LegState, ScoreKey, StepKind, UnitKind, WhistleState
from orgtree.database.audit import audited
from orgtree.models import ScopedQuerySet
from orgtree.owned.models import Dated, dated_constraints
from orgtree.scope.models.rows import STAFF_ONLY

STARS = tuple((number, f"{number}星") for number in range(1, 6))
JUDGED = (LegState.RATED, LegState.CONTESTED, LegState.EXCLUDED, LegState.KEPT)
# In the department's hands: the next step is its own, or waits for what it asked.
AT_WORK = (LegState.CALLED, LegState.SIGNED, LegState.ANSWERED, LegState.ARRIVED, LegState.EXTENDING)
OPEN = (WhistleState.ASKED, WhistleState.BLOWN)


def _person(words: str) -> models.ForeignKey:
    return models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=words
    )


def _moment(words: str) -> models.DateTimeField:
    return models.DateTimeField(words, null=True, blank=True)


def _unit(words: str, *, is_optional: bool = True) -> models.ForeignKey:
    return models.ForeignKey(
        "orgtree.Institution",
        models.PROTECT,
        null=is_optional,
        blank=is_optional,
        related_name="+",
        verbose_name=words,
    )


@audited()
class ScoreNumber(Dated):
    """A weight or share of one keeper, in force from `active_from` until the keeper's next of its key, or until `active_to`."""

    key = models.CharField("事项", max_length=12, choices=ScoreKey.choices)
    number = models.PositiveSmallIntegerField("数值", validators=[MaxValueValidator(100)])

    class Meta:
        verbose_name = verbose_name_plural = "吹哨评分标准"
        ordering = ["key", "-active_from", "-id"]
        constraints = [
            *dated_constraints("score_number"),
            models.CheckConstraint(
                condition=Q(number__lte=100), name="score_number_to_100", violation_error_message="数值应在0到100之间"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_key_display()} {self.number}"


class WhistleQuerySet(ScopedQuerySet):
    def open(self):
        """Asked for or blown, not ended."""
        return self.filter(state__in=OPEN)


@audited()
class Whistle(models.Model):
    """One whistle over a case that no single unit can settle: who is called, why, and who approved it."""

    scope_area = "case__area"
    names_persons = STAFF_ONLY

    case = models.ForeignKey("grids.Case", models.PROTECT, related_name="whistles", verbose_name="事项")
    words = models.CharField("需要解决什么", max_length=200, help_text="只写事情，不写姓名、电话和门牌号")
    lead = _unit("主办部门", is_optional=False)
    lead_kind = models.CharField("主办类型", max_length=12, choices=UnitKind.choices, default=UnitKind.DEPARTMENT)
    second = _unit("协办部门一")
    third = _unit("协办部门二")
    state = models.CharField("状态", max_length=10, choices=WhistleState.choices, default=WhistleState.ASKED)
    asked_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="提请人")
    asked_at = models.DateTimeField("提请时间")
    approved_by = _person("审批人")
    approved_at = _moment("审批时间")
    ended_by = _person("解哨人")
    ended_at = _moment("解哨时间")
    reason = models.CharField("未批准原因", max_length=200, blank=True)

    objects = WhistleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "吹哨"
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state__in=OPEN),
                name="whistle_one_a_case",
                violation_error_message="这一事项已在吹哨",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("asked_by")),
                name="whistle_approved_by_another",
                violation_error_message="提请人不能审批本人的提请",
            ),
        ]

    def __str__(self) -> str:
        return f"吹哨：{self.case}"


class LegQuerySet(ScopedQuerySet):
    def judged(self):
        """Rated, whatever became of the rating."""
        return self.filter(state__in=JUDGED)


@audited()
class WhistleLeg(models.Model):
    """A department's part of a whistle. The stars are the street's; whoever is rated contests, and decides nothing."""

    scope_area = "whistle__case__area"
    scope_institution = "unit"
    names_persons = STAFF_ONLY

    whistle = models.ForeignKey(Whistle, models.PROTECT, related_name="legs", verbose_name="吹哨")
    unit = models.ForeignKey("orgtree.Institution", models.PROTECT, related_name="+", verbose_name="部门")
    kind = models.CharField("部门类型", max_length=12, choices=UnitKind.choices, default=UnitKind.DEPARTMENT)
    is_lead = models.BooleanField("主办", default=False)
    state = models.CharField("状态", max_length=10, choices=LegState.choices, default=LegState.CALLED)
    called_at = models.DateTimeField("吹哨时间")
    signed_by = _person("签收人")
    signed_at = _moment("签收时间")
    answer = models.CharField("应哨情况", max_length=200, blank=True)
    answered_by = _person("应哨人")
    answered_at = _moment("应哨时间")
    on_site = models.CharField("现场记录", max_length=200, blank=True)
    arrived_by = _person("现场记录人")
    arrived_at = _moment("到场时间")
    refusal = models.CharField("退哨理由", max_length=200, blank=True)
    refused_by = _person("退哨人")
    refused_at = _moment("退哨时间")
    more = models.PositiveSmallIntegerField("申请延长", null=True, blank=True)
    more_why = models.CharField("延期理由", max_length=200, blank=True)
    more_by = _person("延期申请人")
    more_at = _moment("延期申请时间")
    outcome = models.CharField("办理结果", max_length=300, blank=True)
    done_by = _person("办结人")
    done_at = _moment("办结时间")
    response = models.PositiveSmallIntegerField("响应", null=True, blank=True, choices=STARS)
    attendance = models.PositiveSmallIntegerField("到场", null=True, blank=True, choices=STARS)
    result = models.PositiveSmallIntegerField("结果", null=True, blank=True, choices=STARS)
    remark = models.CharField("评价说明", max_length=200, blank=True)
    rated_by = _person("评价人")
    rated_at = _moment("评价时间")
    contest = models.CharField("申诉理由", max_length=200, blank=True)
    contested_by = _person("申诉人")
    contested_at = _moment("申诉时间")
    decision = models.CharField("裁定说明", max_length=200, blank=True)
    decided_by = _person("裁定人")
    decided_at = _moment("裁定时间")

    objects = LegQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "吹哨报到"
        ordering = ["-called_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["whistle", "unit"], name="whistle_leg_once_a_unit", violation_error_message="这个部门已被吹哨"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=JUDGED) | Q(result__isnull=False, rated_at__isnull=False),
                name="whistle_leg_rated_with_stars",
                violation_error_message="评价须有星级",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | (~Q(decided_by=F("rated_by")) & ~Q(decided_by=F("contested_by"))),
                name="whistle_leg_decided_by_another",
                violation_error_message="评价人和申诉人不能裁定",
            ),
        ]
        indexes = [models.Index(fields=["unit", "rated_at"], name="whistle_leg_of_unit")]

    def __str__(self) -> str:
        return f"{self.unit}　{self.whistle.case.title}"


class WhistleClock(Watched):
    """The clock of one step of a leg, begun by the whistle itself and stopped by the step."""

    scope_area = "leg__whistle__case__area"
    scope_institution = "leg__unit"
    names_persons = STAFF_ONLY

    leg = models.ForeignKey(WhistleLeg, models.CASCADE, related_name="clocks", verbose_name="吹哨报到")
    kind = models.CharField("环节", max_length=10, choices=StepKind.choices)

    objects = ClockQuerySet.as_manager()

    class Meta(Watched.Meta):
        verbose_name = verbose_name_plural = "吹哨时限"
        ordering = ["leg_id", "id"]
        constraints = [
            *Watched.Meta.constraints,
            models.UniqueConstraint(
                fields=["leg", "kind"], name="whistle_clock_once_a_step", violation_error_message="这一环节已在计时"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}　{self.leg}"
