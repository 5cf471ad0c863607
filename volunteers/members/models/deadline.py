"""Deadlines as dated rows: a change holds from its day on, and what began before keeps the old one."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from orgtree.models.audit import audited
from volunteers.members.choices.deadline import DeadlineKey, DeadlineUnit


@audited()
class DeadlineRule(models.Model):
    """One number of docs/rules.md, "Deadlines", in force from `active_from` until the next row of its key."""

    key = models.CharField("事项", max_length=12, choices=DeadlineKey.choices)
    number = models.PositiveSmallIntegerField("数量", validators=[MinValueValidator(1), MaxValueValidator(366)])
    unit = models.CharField("单位", max_length=8, choices=DeadlineUnit.choices)
    active_from = models.DateField("启用日期")

    class Meta:
        verbose_name = verbose_name_plural = "期限与提醒"
        ordering = ["key", "-active_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "active_from"],
                name="deadline_rule_once_a_day",
                violation_error_message="这一事项在该日期已有规定，请修改原来那条",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_key_display()} {self.number}{self.get_unit_display()}"
