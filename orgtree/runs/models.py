"""Long work in the background: one noun for all of it. The row is the order, the report and the result."""

from django.db import models
from django.db.models import Q

from orgtree.choices import RunState
from orgtree.scope.models.rows import STAFF_ONLY, ScopedQuerySet

UNFINISHED = [RunState.QUEUED, RunState.RUNNING]


class RunQuerySet(ScopedQuerySet):
    def unfinished(self):
        """Those that wait for a worker, or that one works through."""
        return self.filter(state__in=UNFINISHED)


class Run(models.Model):
    """One long work: whose, for which area, how far it is, what became of it.

    A noun whose order has columns of its own inherits from this one and names its `run_kind`, which an app declares in
    `registry.add_runs`; a kind without columns keeps its `params`. `counts` and `words` are what everybody who may see the
    run reads: no person is named in them.
    """

    scope_area = "area"
    names_persons = STAFF_ONLY
    run_kind = ""

    kind = models.CharField("事项", max_length=60)
    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="区域")
    params = models.JSONField("参数", default=dict)
    state = models.CharField("状态", max_length=8, choices=RunState.choices, default=RunState.QUEUED)
    total = models.PositiveIntegerField("总数", default=0)
    done = models.PositiveIntegerField("已处理", default=0)
    words = models.CharField("进展", max_length=100, blank=True)
    attempts = models.PositiveSmallIntegerField("处理次数", default=0)
    counts = models.JSONField("结果", default=dict)
    message = models.CharField("说明", max_length=300, blank=True)
    created_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="发起人")
    created_at = models.DateTimeField("发起时间", auto_now_add=True)
    started_at = models.DateTimeField("开始时间", null=True, blank=True)
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    touched_at = models.DateTimeField("最近处理", auto_now=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "后台办理"
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=UNFINISHED) ^ Q(ended_at__isnull=False),
                name="run_ended_with_time",
                violation_error_message="结束须有时间",
            )
        ]
        indexes = [models.Index(fields=["touched_at"], condition=Q(state__in=UNFINISHED), name="run_unfinished")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    def save(self, *args, **kwargs):
        self.kind = self.kind or self.run_kind
        super().save(*args, **kwargs)

    @property
    def is_waiting(self) -> bool:
        return self.state in UNFINISHED
