"""Words on a number of a board, until they are answered and afterwards."""

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import F, Q

from orgtree.choices import DoubtState, DoubtVerdict, PeriodKind
from orgtree.database.audit import audited
from orgtree.database.stamps import by_account, by_account_later
from orgtree.database.states import in_state
from orgtree.days.rules.periods import Period
from orgtree.declare import registry
from orgtree.scope.models.rows import STAFF_ONLY, ScopedQuerySet


class FigureDoubtQuerySet(ScopedQuerySet):
    def open(self):
        return self.filter(state=DoubtState.OPEN)

    def of_periods(self, kind: str, starts: Iterable[date]):
        """Those about numbers of these periods, all of one kind."""
        return self.filter(period_kind=kind, period_start__in=list(starts))


@audited()
class FigureDoubt(models.Model):
    """That a figure of an area and period may be wrong, why, and what its keepers say: `seen` is the number that was read."""

    derived_fields = ("figure",)  # the figure's key: the row is called by its label
    scope_area = "area"
    names_persons = STAFF_ONLY

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="区域")
    figure = models.CharField("指标", max_length=60)
    period_kind = models.CharField("周期", max_length=1, choices=PeriodKind.choices)
    period_start = models.DateField("起始日期")
    seen = models.DecimalField("当时的数值", max_digits=16, decimal_places=2, null=True, blank=True)
    reason = models.CharField("哪里不对", max_length=200, help_text="说明哪里可能不对、依据是什么；不写个人姓名和电话")
    state = models.CharField("状态", max_length=10, choices=DoubtState.choices, default=DoubtState.OPEN)
    raised_by = by_account("提出人")
    raised_at = models.DateTimeField("提出时间")
    verdict = models.CharField("核实结果", max_length=10, choices=DoubtVerdict.choices, blank=True)
    answer = models.CharField("答复", max_length=200, blank=True)
    answered_by = by_account_later("答复人")
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)

    objects = FigureDoubtQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "待核实数字"
        ordering = ["-raised_at", "-id"]
        constraints = [
            in_state(
                DoubtState.ANSWERED,
                "figure_doubt_answered",
                "答复须有结果、内容、答复人和时间",
                has="answered_by answered_at",
                says="answer",
            ),
            models.CheckConstraint(
                condition=~Q(state=DoubtState.ANSWERED) | ~Q(verdict=""),
                name="figure_doubt_with_verdict",
                violation_error_message="请选择核实结果",
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("raised_by")),
                name="figure_doubt_answered_by_another",
                violation_error_message="不能答复自己提出的核实",
            ),
            models.UniqueConstraint(
                fields=["area", "period_kind", "period_start", "figure"],
                condition=Q(state=DoubtState.OPEN),
                name="figure_doubt_open_once",
                violation_error_message="这个数字已标为待核实",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area.name}{self.figure_label}（{self.period.label}）"

    @property
    def period(self) -> Period:
        return Period(self.period_kind, self.period_start)

    @property
    def figure_label(self) -> str:
        """What people call the figure; its key where nobody declares it any more."""
        figure = registry.catalogue().get(self.figure)
        return figure.label if figure else self.figure
