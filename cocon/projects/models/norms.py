"""Numbers of this subject as dated rows: of hearings, of advances, of what areas are to have."""

from django.core.validators import MinValueValidator
from django.db import models

from cocon.projects.choices import NormKey
from orgtree.database.audit import audited
from orgtree.owned.models import Dated, dated_constraints


@audited()
class ProjectNorm(Dated):
    """A number of one keeper, in force from `active_from` until the keeper's next of its key, or until `active_to`."""

    key = models.CharField("事项", max_length=20, choices=NormKey.choices)
    number = models.DecimalField("数值", max_digits=10, decimal_places=1, validators=[MinValueValidator(0)])

    class Meta:
        verbose_name = verbose_name_plural = "项目与经费标准"
        ordering = ["key", "-active_from", "-id"]
        constraints = [
            *dated_constraints("project_norm"),
        ]

    def __str__(self) -> str:
        return f"{self.get_key_display()} {self.number.normalize():f}"
