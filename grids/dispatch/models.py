"""Who gets a class of cases in an area from a day on; what a rule was used for; the numbers by which a class earns automatic dispatch."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from grids.dispatch.choices import DispatchKey, RuleState
from orgtree.database.audit import audited
from orgtree.models import ScopedQuerySet
from orgtree.owned.models import Dated, dated_constraints
from orgtree.scope.models.rows import STAFF_ONLY

USER = "orgtree.User"


def _person(words: str, **more) -> models.ForeignKey:
    return models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=words, **more)


class RuleQuerySet(ScopedQuerySet):
    def held_on(self, day: date):
        """In force on the day; of two of one class the nearest area's answers (`RuleBook`)."""
        ends = models.Q(active_to__isnull=True) | models.Q(active_to__gt=day)
        return self.filter(ends, active_from__lte=day)


@audited()
class DispatchRule(models.Model):
    """Cases of a class in an area and below go to this unit, from a day to a day; a nearer area's own rule comes before it.

    Days of one area and class never overlap: the next version ends the one before.
    """

    scope_area = "area"
    names_persons = STAFF_ONLY

    area = models.ForeignKey(
        "orgtree.Area",
        models.PROTECT,
        related_name="dispatch_rules",
        verbose_name="适用区域",
        help_text="适用于该区域及以下",
    )
    category = models.ForeignKey("grids.Category", models.PROTECT, related_name="+", verbose_name="事项分类")
    code = models.CharField("分类编码", max_length=4, editable=False)
    unit = models.ForeignKey(
        "orgtree.Institution", models.PROTECT, related_name="dispatch_rules", verbose_name="主办单位"
    )
    is_automatic = models.BooleanField("达标后自动交办", default=False)
    active_from = models.DateField("启用日期")
    active_to = models.DateField("停用日期", null=True, blank=True)
    words = models.CharField("依据", max_length=200)
    entered_by = _person("制定人")
    entered_at = models.DateTimeField("制定时间")
    ended_by = _person("停用人", null=True, blank=True)
    reviewed_by = _person("复核人", null=True, blank=True)
    reviewed_at = models.DateTimeField("复核时间", null=True, blank=True)
    reason = models.CharField("停用或维持原因", max_length=200, blank=True)

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "派单规则"
        ordering = ["code", "-active_from", "-id"]
        constraints = [*dated_constraints("dispatch_rule", matter="code", said="这一分类")]
        indexes = [models.Index(fields=["code", "active_from"], name="dispatch_rule_of_class")]

    def __str__(self) -> str:
        return f"{self.category}→{self.unit}"

    @property
    def key(self) -> str:
        """By what its versions are told apart from others'."""
        return self.code

    @property
    def state(self) -> str:
        today = timezone.localdate()
        if self.active_to and self.active_to <= today:
            return RuleState.ENDED
        return RuleState.PLANNED if self.active_from > today else RuleState.HELD


class RuleUse(models.Model):
    """What was said when a case was first or again given to a unit: the rule in force, whether it was followed, why not. Written once."""

    scope_area = "leg__case__area"
    names_persons = STAFF_ONLY

    leg = models.OneToOneField("grids.Leg", models.PROTECT, related_name="use", verbose_name="承办")
    rule = models.ForeignKey(
        DispatchRule, models.PROTECT, null=True, blank=True, related_name="uses", verbose_name="派单规则"
    )
    is_followed = models.BooleanField("按规则交办", default=False)
    is_automatic = models.BooleanField("自动交办", default=False)
    words = models.CharField("不按规则的理由", max_length=200, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "派单依据"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rule__isnull=True) | models.Q(is_followed=True) | ~models.Q(words=""),
                name="rule_left_with_words",
                violation_error_message="不按派单规则交办须写明理由",
            )
        ]

    def __str__(self) -> str:
        return f"{self.leg}"


@audited()
class DispatchNumber(Dated):
    """A number of one keeper, in force from `active_from` until the keeper's next of its key, or until `active_to`."""

    key = models.CharField("事项", max_length=10, choices=DispatchKey.choices)
    number = models.PositiveSmallIntegerField("数值", validators=[MinValueValidator(1), MaxValueValidator(10_000)])

    class Meta:
        verbose_name = verbose_name_plural = "自动交办标准"
        ordering = ["key", "-active_from", "-id"]
        constraints = [*dated_constraints("dispatch_number")]

    def __str__(self) -> str:
        return f"{self.get_key_display()} {self.number}"
