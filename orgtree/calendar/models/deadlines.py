"""Deadlines as dated rows: a change holds from its day on, and what began before keeps the old one."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from orgtree.choices import DeadlineUnit, RuleState
from orgtree.database.audit import audited
from orgtree.declare import deadline_choices
from orgtree.owned.models import Dated, OwnedQuerySet, dated_constraints


class DeadlineRuleQuerySet(OwnedQuerySet):
    def published(self):
        """Those that hold once their day has come."""
        return self.filter(state=RuleState.PUBLISHED)


@audited()
class DeadlineRule(Dated):
    """One number of docs/rules.md, "Deadlines", of one keeper, in force from `active_from` until the keeper's next row of its
    key, or until the day `active_to`.
    """

    key = models.CharField("事项", max_length=30, choices=deadline_choices)
    number = models.PositiveSmallIntegerField("数量", validators=[MinValueValidator(1), MaxValueValidator(366)])
    unit = models.CharField("单位", max_length=10, choices=DeadlineUnit.choices)
    state = models.CharField("状态", max_length=10, choices=RuleState.choices, default=RuleState.PUBLISHED)
    entered_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="提出人"
    )
    decided_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="确认人"
    )
    decided_at = models.DateTimeField("确认时间", null=True, blank=True)

    objects = DeadlineRuleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "期限与提醒"
        ordering = ["key", "-active_from", "-id"]
        constraints = [
            *dated_constraints("deadline", condition=Q(state__in=[RuleState.PROPOSED, RuleState.PUBLISHED])),
        ]

    def __str__(self) -> str:
        return f"{self.get_key_display()} {self.length_label}"

    @property
    def length_label(self) -> str:
        return f"{self.number}{self.get_unit_display()}"
