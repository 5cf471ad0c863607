"""Norms that areas keep beside those that the platform knows by name: what is counted, for each of what, how much."""

from django.core.validators import MinValueValidator
from django.db import models

from cocon.projects.choices import FundKind, NormAt, NormPer
from orgtree.database.audit import audited
from orgtree.owned.models import Dated, dated_constraints
from orgtree.tree.models import Area

PEOPLE = "people"
COUNTED = [(PEOPLE, "在岗工作人员（人）"), *((code, f"{label}（元/年）") for code, label in FundKind.choices)]


@audited()
class AreaNorm(Dated):
    """So much of what is counted for each area, thousand households or ten thousand residents; of one name and keeper until the next begins."""

    key = models.CharField("名称", max_length=30)
    counted = models.CharField("计什么", max_length=10, choices=COUNTED)
    at = models.CharField("适用于", max_length=10, choices=NormAt.choices, default=NormAt.COMMUNITY)
    per = models.CharField("按什么计", max_length=10, choices=NormPer.choices, default=NormPer.AREA)
    number = models.DecimalField("标准", max_digits=10, decimal_places=1, validators=[MinValueValidator(0)])

    class Meta:
        verbose_name = verbose_name_plural = "其他保障标准"
        ordering = ["key", "-active_from", "-id"]
        constraints = [
            *dated_constraints("area_norm", said="这一标准"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.number.normalize():f}"


class NormedArea(Area):
    """An area with the norms that hold for it: counted when it is read (services/compliance.py), nothing of it is stored."""

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "保障达标"
        ordering = ["tree_id", "lft"]
