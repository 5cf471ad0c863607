"""Jobs over the accounts of a year: closing it, and the dry run of a changed rule set."""

from django.db import models

from orgtree.models import ScopedQuerySet
from orgtree.models.scope import STAFF_ONLY
from volunteers.standing.choices.standing import OrderState


class Run(models.Model):
    """A job over many accounts. The row is the order; a worker that is sent twice works through it once."""

    scope_area = "area"
    names_persons = STAFF_ONLY

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="区域")
    year = models.PositiveSmallIntegerField("年度")
    state = models.CharField("状态", max_length=10, choices=OrderState.choices, default=OrderState.QUEUED)
    total = models.PositiveIntegerField("总数", default=0)
    done = models.PositiveIntegerField("已处理", default=0)
    message = models.CharField("说明", max_length=300, blank=True)
    created_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="发起人")
    created_at = models.DateTimeField("发起时间", auto_now_add=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.area} {self.year}年"

    @property
    def is_waiting(self) -> bool:
        return self.state in (OrderState.QUEUED, OrderState.RUNNING)


class YearClosing(Run):
    """The close of a year for an area."""

    despite_waiting = models.BooleanField("仍有待办事项也结账", default=False)

    class Meta(Run.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "年度结账"


class DryRun(Run):
    """What a draft would have made of a year: {"before", "after": {band: n}, "moves": [[member, before, after]]}."""

    rule_set = models.ForeignKey("volunteers.RuleSet", models.CASCADE, related_name="+", verbose_name="规则草稿")
    result = models.JSONField("结果", default=dict)

    class Meta(Run.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "规则试算"
