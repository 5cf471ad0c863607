"""What was published of a street's month. A row is never altered: of two readings of a month that differed by one, the one could be told."""

import pgtrigger
from django.db import models

from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import STAFF_ONLY


class OpenMonth(models.Model):
    """The counts that everybody may read, and no other: what is hidden is not kept. `tables` is {table: [[label, count or null], …]}."""

    scope_area = "area"
    names_persons = STAFF_ONLY

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="街道（镇）")
    month = models.DateField("月份")
    total = models.PositiveIntegerField("事项", null=True, help_text="少于5件的为空")
    tables = models.JSONField("分项", default=dict)
    published_at = models.DateTimeField("公布时间")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "开放数据"
        ordering = ["-month", "area__tree_id", "area__lft"]
        constraints = [models.UniqueConstraint(fields=["area", "month"], name="open_month_once")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.area}{self.month.year}年{self.month.month}月"
