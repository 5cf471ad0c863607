"""Figures: one number per measure, area and period, when it was taken, and who answers for it."""

from datetime import timedelta
from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from orgtree.choices import PeriodKind, ReturnState, Standing
from orgtree.database.audit import audited
from orgtree.database.stamps import by_account_later
from orgtree.database.states import in_state
from orgtree.days.rules.periods import Period
from orgtree.owned.models import Dated, dated_constraints
from orgtree.scope.models.rows import STAFF_ONLY, ScopedQuerySet, inside

REPORTED = (ReturnState.CONFIRMED, ReturnState.UNLOCKED)
TO_CHECK = (ReturnState.OPEN, ReturnState.UNLOCKED)


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


class FigureReturnQuerySet(OfPeriodQuerySet):
    def to_check(self):
        """Those that wait for somebody to look and report."""
        return self.filter(state__in=TO_CHECK)

    def reported(self):
        """Those whose numbers stand."""
        return self.filter(state__in=REPORTED)

    def inside(self, row: "FigureReturn"):
        """Those of the same period below the area of `row`."""
        return self.of(row.period).within(row.area).exclude(pk=row.pk)

    def above(self, row: "FigureReturn"):
        """Those of the same period over the area of `row`, the nearest first."""
        area = row.area
        over = self.of(row.period).filter(area__tree_id=area.tree_id, area__lft__lt=area.lft, area__rght__gt=area.rght)
        return over.order_by("-area__lft")


@audited()
class FigureReturn(models.Model):
    """The figures of one area and period as somebody answers for them. `values` (measure -> total) stand once they are reported.

    One of a higher area waits until all below it are reported; reported, it locks them.
    """

    scope_area = "area"
    names_persons = STAFF_ONLY

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="上报区域")
    period_kind = models.CharField("周期", max_length=1, choices=PeriodKind.choices)
    period_start = models.DateField("统计期")
    due_on = models.DateField("报送期限")
    state = models.CharField("状态", max_length=10, choices=ReturnState.choices)
    values = models.JSONField("上报的数字", default=dict, blank=True)
    confirmed_by = by_account_later("上报人")
    confirmed_at = models.DateTimeField("上报时间", null=True, blank=True)
    unlocked_until = models.DateField("限时更正到", null=True, blank=True)

    objects = FigureReturnQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "数字上报"
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["area", "period_kind", "period_start"], name="figure_return_once"),
            in_state(REPORTED, "figure_return_with_author", "上报须有上报人和时间", has="confirmed_by confirmed_at"),
            in_state(ReturnState.UNLOCKED, "figure_unlocked_with_day", "限时更正须有日期", has="unlocked_until"),
        ]
        indexes = [
            models.Index(fields=["area", "state"], name="figure_return_area_state"),
            models.Index(fields=["period_kind", "period_start", "state"], name="figure_return_period"),
        ]

    def __str__(self) -> str:
        return f"{self.area.name}本期数字（{self.period.label}）"

    @property
    def period(self) -> Period:
        return Period(self.period_kind, self.period_start)

    @property
    def totals(self) -> dict[str, Decimal]:
        """What was reported, by measure; a measure that is missing was zero."""
        return {key: Decimal(total) for key, total in self.values.items()}


@audited()
class FigureRule(Dated):
    """Of two figures one is at most so many times the other. What breaks it is pointed out, and never refused."""

    key = models.CharField("规则", max_length=30, help_text="如“户数不多于人口”；同名的新规则接着旧规则生效")
    lesser = models.CharField("较小的指标", max_length=60)
    greater = models.CharField("较大的指标", max_length=60)
    number = models.DecimalField(
        "至多几倍", max_digits=8, decimal_places=2, default=1, validators=[MinValueValidator(Decimal("0.01"))]
    )

    class Meta:
        verbose_name = verbose_name_plural = "数字规则"
        ordering = ["key", "-active_from", "-id"]
        constraints = [
            *dated_constraints("figure_rule", said="这条规则"),
            models.CheckConstraint(
                condition=~Q(lesser=F("greater")),
                name="figure_rule_of_two",
                violation_error_message="请选择两个不同的指标",
            ),
        ]

    def __str__(self) -> str:
        return self.key


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
