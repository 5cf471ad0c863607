"""Slips of single services (服务凭条): numbered, checked by anybody who holds one, in force while the record says the same."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from orgtree.chain.models import append_only
from orgtree.papers.models import Paper, PaperQuerySet
from orgtree.scope.models.rows import EVERY_ROW
from orgtree.text.rules.numbers import plain
from volunteers.service.choices import ServiceState
from volunteers.service.models.service import stretch_in_words

# What a slip says of its record.
SAID = ("started_at", "ended_at", "hours", "kind")
SAYS_THE_SAME = Q(record__state=ServiceState.CONFIRMED, **{name: F(f"record__{name}") for name in SAID})


class ServiceSlipQuerySet(PaperQuerySet):
    def handed_out(self) -> Self:
        return self.select_related("kind", "record__member", "record__area__parent__parent")

    def numbered(self, number: str) -> Self:
        return super().numbered(number.upper())

    def in_force(self) -> Self:
        """Those whose record is confirmed and says what the slip says: no correction has to think of slips."""
        return self.filter(SAYS_THE_SAME)

    def mine(self, user) -> Self:
        return self.filter(record__member__user=user.pk)


class ServiceSlip(Paper):
    """One service on paper. Written once; neither the person's name nor what was done is copied."""

    scope_area = "record__area"
    names_persons = EVERY_ROW

    record = models.ForeignKey(
        "volunteers.ServiceRecord", models.PROTECT, related_name="slips", verbose_name="服务记录"
    )
    number = models.CharField("编号", max_length=28, unique=True)
    code = models.CharField("校验码", max_length=10)
    started_at = models.DateTimeField("开始时间")
    ended_at = models.DateTimeField("结束时间")
    hours = models.DecimalField("时长（小时）", max_digits=5, decimal_places=1)
    kind = models.ForeignKey("volunteers.ServiceKind", models.PROTECT, related_name="+", verbose_name="服务类别")
    issued_at = models.DateTimeField("开具时间")

    objects = ServiceSlipQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "服务凭条"
        ordering = ["-issued_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["record", *SAID], name="service_slip_once_for_what_it_says")]
        triggers = append_only("服务凭条不能清空")

    def __str__(self) -> str:
        return self.number

    def sealed(self) -> list:
        return [self.number, self.when_in_words, self.kind.code, plain(self.hours)]

    @property
    def when_in_words(self) -> str:
        """2026-05-01 09:00–11:00."""
        return stretch_in_words(self.started_at, self.ended_at)

    @property
    def issuer(self) -> str:
        """Where the person belonged at the time: 长安路社区 第一网格."""
        return self.record.area.place_label
