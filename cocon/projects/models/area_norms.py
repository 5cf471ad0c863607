"""Norms that areas keep beside those that the platform knows by name: what is counted, for each of what, how much."""

from django.core.validators import MinValueValidator
from django.db import models

from cocon.projects.choices import FundKind, NormAt, NormPer
from orgtree.database.audit import audited
from orgtree.database.spans import ends_after_it_begins
from orgtree.owned.models import Owned

PEOPLE = "people"
COUNTED = [(PEOPLE, "在岗工作人员（人）"), *((code, f"{label}（元/年）") for code, label in FundKind.choices)]


@audited()
class AreaNorm(Owned):
    """So much of what is counted for each area, thousand households or ten thousand residents; of one name and keeper until the next begins."""

    key = models.CharField("名称", max_length=30)
    counted = models.CharField("计什么", max_length=10, choices=COUNTED)
    at = models.CharField("适用于", max_length=10, choices=NormAt.choices, default=NormAt.COMMUNITY)
    per = models.CharField("按什么计", max_length=10, choices=NormPer.choices, default=NormPer.AREA)
    number = models.DecimalField("标准", max_digits=10, decimal_places=1, validators=[MinValueValidator(0)])
    active_from = models.DateField("启用日期")
    active_to = models.DateField("停用日期", null=True, blank=True, help_text="当日起恢复沿用上级的规定")

    class Meta:
        verbose_name = verbose_name_plural = "其他保障标准"
        ordering = ["key", "-active_from", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "key", "active_from"],
                nulls_distinct=False,
                name="area_norm_once_a_day",
                violation_error_message="这一标准在该日期已有规定，请修改原来那条",
            ),
            ends_after_it_begins(
                "area_norm_ends_after_it_begins", "停用日期不能早于启用日期", begins="active_from", ends="active_to"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.number.normalize():f}"
