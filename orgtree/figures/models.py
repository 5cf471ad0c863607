"""Figures: one number per measure, area and period, and when it was taken."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from orgtree.choices import PeriodKind, Standing
from orgtree.days.rules.periods import Period
from orgtree.scope.models.rows import ScopedQuerySet, inside


class OfPeriodQuerySet(ScopedQuerySet):
    def of(self, period: Period):
        """The rows of one period."""
        return self.filter(period_kind=period.kind, period_start=period.start)


class Figure(models.Model):
    """The value of a measure at an area in a period: `own` of the area itself, `total` of its subtree.

    Zero is stored as no row. Written only by `figures.services.figures`, by hundreds of thousands at a time: hence one
    index, which serves a period as a whole and an area in it alike, and no foreign key check per row (areas are
    never deleted).
    """

    scope_area = "area"

    measure = models.CharField("指标", max_length=60)
    period_kind = models.CharField("周期", max_length=1, choices=PeriodKind.choices)
    period_start = models.DateField("起始日期")
    area = models.ForeignKey(
        "orgtree.Area", models.PROTECT, related_name="figures", verbose_name="区域", db_constraint=False, db_index=False
    )
    own = models.DecimalField("本级", max_digits=16, decimal_places=2)
    total = models.DecimalField("合计", max_digits=16, decimal_places=2)

    objects = OfPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "指标数据"
        constraints = [
            models.UniqueConstraint(
                fields=["period_kind", "period_start", "area", "measure"], name="figure_once_per_area_and_period"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.area_id} {self.period_start}"


class FigureFill(models.Model):
    """The state of one period: when it was last brought up (数据截至), and whether it is closed.

    `corrected` is how many cells the last full fill found wrong that no mark explains; it should be none.
    """

    period_kind = models.CharField("周期", max_length=1, choices=PeriodKind.choices)
    period_start = models.DateField("起始日期")
    as_of = models.DateTimeField("数据截至")
    took_ms = models.PositiveIntegerField("用时（毫秒）", default=0)
    corrected = models.PositiveIntegerField("核对时更正", default=0)
    closed_at = models.DateTimeField("关账时间", null=True, blank=True)
    closed_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="关账人"
    )

    objects = OfPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "指标汇总"
        constraints = [
            models.UniqueConstraint(fields=["period_kind", "period_start"], name="fill_once_per_period"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="fill_closed_with_author",
                violation_error_message="关账时间与关账人须同时填写",
            ),
        ]

    def __str__(self) -> str:
        return self.period.label

    @property
    def period(self) -> Period:
        return Period(self.period_kind, self.period_start)

    @property
    def state(self) -> str:
        """For its acts."""
        return Standing.ENDED if self.closed_at else Standing.OPEN


class Correction(models.Model):
    """What a closed period's figure would be had it not been closed: shown beside it, never written over it.

    `own` is the part of the area itself: where only it changed, as when a record moves to a grid below, `difference` is zero.
    """

    scope_area = "area"

    measure = models.CharField("指标", max_length=60)
    period_kind = models.CharField("周期", max_length=1, choices=PeriodKind.choices)
    period_start = models.DateField("起始日期")
    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="corrections", verbose_name="区域")
    own = models.DecimalField("本级差额", max_digits=16, decimal_places=2, default=0)
    difference = models.DecimalField("更正差额", max_digits=16, decimal_places=2)
    found_at = models.DateTimeField("发现时间")

    objects = OfPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "关账后更正"
        constraints = [
            models.UniqueConstraint(
                fields=["area", "period_kind", "period_start", "measure"], name="correction_once_per_area_and_period"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.area_id} {self.difference:+}"


class FigureMarkQuerySet(models.QuerySet):
    def concerning(self, period: Period):
        """Marks of days in the period, or of every day."""
        return self.filter(
            Q(since__isnull=True) | Q(since__lt=period.end), Q(until__isnull=True) | Q(until__gte=period.start)
        )

    def below(self, area):
        """Marks of the subtree of `area`, and those of no area in particular."""
        return self.filter(inside(area, "area") | Q(area__isnull=True))


class FigureMark(models.Model):
    """What a write touched and no figure has counted yet: the figures of `source` at an area, between two days.

    Written by triggers alone (`orgtree/declare/marking.py`), in the transaction of the write; taken by `figures.services.draining`.
    No area: everywhere; no first or last day: from or for ever.
    """

    source = models.CharField(max_length=120)
    area = models.ForeignKey(
        "orgtree.Area", models.DO_NOTHING, null=True, related_name="+", db_constraint=False, db_index=False
    )
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    objects = FigureMarkQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "尚未计入的变动"

    def __str__(self) -> str:
        return f"{self.source} {self.area_id}"


class FigureAttempt(models.Model):
    """A full fill that began and has not ended: written before it begins, gone with its success, so that what was killed stays."""

    period_kind = models.CharField("周期", max_length=1, choices=PeriodKind.choices)
    period_start = models.DateField("起始日期")
    started_at = models.DateTimeField("开始时间")
    limit = models.PositiveIntegerField("时限（秒）")
    cut_at = models.DateTimeField("中止时间", null=True, blank=True)

    objects = OfPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "进行中的指标汇总"
        constraints = [models.UniqueConstraint(fields=["period_kind", "period_start"], name="attempt_once_per_period")]

    def __str__(self) -> str:
        return self.period.label

    @property
    def period(self) -> Period:
        return Period(self.period_kind, self.period_start)

    @property
    def is_cut(self) -> bool:
        """Whether it was cut short: it said so, or its time is over and it is still here."""
        return self.cut_at is not None or timezone.now() > self.started_at + timedelta(seconds=self.limit)
