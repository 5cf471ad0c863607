"""Numbers of this subject as dated rows: of hearings, of advances, of what areas are to have."""

from django.core.validators import MinValueValidator
from django.db import models

from cocon.projects.choices import NormKey
from orgtree.database.audit import audited
from orgtree.database.spans import ends_after_it_begins
from orgtree.owned.models import Owned


@audited()
class ProjectNorm(Owned):
    """A number of one keeper, in force from `active_from` until the keeper's next of its key, or until `active_to`."""

    key = models.CharField("事项", max_length=20, choices=NormKey.choices)
    number = models.DecimalField("数值", max_digits=10, decimal_places=1, validators=[MinValueValidator(0)])
    active_from = models.DateField("启用日期")
    active_to = models.DateField("停用日期", null=True, blank=True, help_text="当日起恢复沿用上级的规定")

    class Meta:
        verbose_name = verbose_name_plural = "项目与经费标准"
        ordering = ["key", "-active_from", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "key", "active_from"],
                nulls_distinct=False,
                name="project_norm_once_a_day",
                violation_error_message="这一事项在该日期已有规定，请修改原来那条",
            ),
            ends_after_it_begins(
                "project_norm_ends_after_it_begins", "停用日期不能早于启用日期", begins="active_from", ends="active_to"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_key_display()} {self.number.normalize():f}"
