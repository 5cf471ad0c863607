"""Clocks of a case and of its legs: each runs by itself, and says by its own segments what it has used."""

from django.db import models
from django.db.models import Q

from grids.cases.choices import ClockKind, LegRole, LegState, ReturnKind
from grids.categories.choices import LimitUnit
from orgtree.calendar.models.timed import Timed, TimedQuerySet
from orgtree.database.audit import audited
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import STAFF_ONLY

LIVE_LEGS = [LegState.GIVEN, LegState.SIGNED]
HELD_LEGS = [*LIVE_LEGS, LegState.DONE]


class ClockQuerySet(TimedQuerySet, ScopedQuerySet):
    def running(self):
        """Those that go on: neither stopped nor standing."""
        return self.filter(stopped_at__isnull=True, due_at__isnull=False)

    def kept_in_time(self):
        """Stopped, and not after they were due."""
        return self.filter(stopped_at__isnull=False, stopped_at__lte=models.F("due_at"))


class Watched(Timed):
    """A clock that is watched: when its holder was reminded, and since when it is yellow and red, each once."""

    limit_unit = models.CharField("时限单位", max_length=10, choices=LimitUnit.choices, blank=True)
    reminded_at = models.DateTimeField("提醒时间", null=True, blank=True, editable=False)
    yellow_at = models.DateTimeField("黄牌时间", null=True, blank=True, editable=False)
    red_at = models.DateTimeField("红牌时间", null=True, blank=True, editable=False)

    class Meta(Timed.Meta):
        abstract = True

    @property
    def is_kept(self) -> bool:
        """Whether it stopped before it was due, or still may."""
        return self.due_at is None or self.stopped_at is None or self.stopped_at <= self.due_at


class LegQuerySet(ClockQuerySet):
    def live(self):
        """Given to a unit and not ended."""
        return self.filter(state__in=LIVE_LEGS)


@audited()
class Leg(Watched):
    """A unit's part of a case, with a clock of its own for the work. Whoever gave it back does not read the case any more: `holder` is empty then.

    `hop` counts how often the case had been given to a lead, this time included (0: no such giving, as to those who assist).
    Whether a lead was the right one is known when it has finished, given it back or been passed over.
    """

    scope_area = "case__area"
    scope_institution = "holder"
    names_persons = STAFF_ONLY

    case = models.ForeignKey("grids.Case", models.PROTECT, related_name="legs", verbose_name="事项")
    institution = models.ForeignKey(
        "orgtree.Institution", models.PROTECT, related_name="case_legs", verbose_name="承办单位"
    )
    holder = models.ForeignKey(
        "orgtree.Institution", models.PROTECT, null=True, related_name="+", verbose_name="在办单位", editable=False
    )
    role = models.CharField("角色", max_length=10, choices=LegRole.choices, default=LegRole.LEAD)
    state = models.CharField("状态", max_length=10, choices=LegState.choices, default=LegState.GIVEN)
    asked = models.CharField("交办要求", max_length=200, blank=True)
    is_binding = models.BooleanField("不得退回", default=False)
    hop = models.PositiveSmallIntegerField("第几次派转", default=0, editable=False)
    was_right = models.BooleanField("派单准确", null=True, blank=True, editable=False)
    given_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="交办人")
    given_at = models.DateTimeField("交办时间")
    signed_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="签收人"
    )
    signed_at = models.DateTimeField("签收时间", null=True, blank=True)
    ended_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="办结人"
    )
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    outcome = models.CharField("办理情况", max_length=500, blank=True)
    return_kind = models.CharField("退回类别", max_length=10, choices=ReturnKind.choices, blank=True)
    reason = models.CharField("退回或撤回原因", max_length=200, blank=True)

    objects = LegQuerySet.as_manager()

    class Meta(Watched.Meta):
        verbose_name = verbose_name_plural = "承办"
        ordering = ["given_at", "id"]
        constraints = [
            *Timed.Meta.constraints,
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(role=LegRole.LEAD, state__in=LIVE_LEGS),
                name="leg_one_lead",
                violation_error_message="这一事项已有主办单位",
            ),
            models.UniqueConstraint(
                fields=["case", "institution"],
                condition=Q(state__in=LIVE_LEGS),
                name="leg_once_a_unit",
                violation_error_message="已交办给这个单位",
            ),
            models.CheckConstraint(
                condition=Q(state__in=HELD_LEGS, holder=models.F("institution"))
                | (~Q(state__in=HELD_LEGS) & Q(holder__isnull=True)),
                name="leg_held_while_it_lasts",
                violation_error_message="在办单位与状态不符",
            ),
            models.CheckConstraint(
                condition=Q(state__in=LIVE_LEGS, ended_at__isnull=True)
                | (~Q(state__in=LIVE_LEGS) & Q(ended_at__isnull=False)),
                name="leg_ended_at_a_time",
                violation_error_message="结束须有时间",
            ),
        ]
        indexes = [models.Index(fields=["holder", "state"], name="leg_of_unit")]

    def __str__(self) -> str:
        return f"{self.case}（{self.institution}）"


@audited()
class CaseClock(Watched):
    """One clock of a case: to accept it, to speak with who asked, to do it; or for a unit to sign for its leg. A reopened case has a second round."""

    scope_area = "case__area"
    scope_institution = "leg__holder"
    names_persons = STAFF_ONLY

    case = models.ForeignKey("grids.Case", models.PROTECT, related_name="clocks", verbose_name="事项")
    leg = models.ForeignKey(Leg, models.PROTECT, null=True, blank=True, related_name="clocks", verbose_name="承办")
    kind = models.CharField("计时", max_length=10, choices=ClockKind.choices)
    round = models.PositiveSmallIntegerField("轮次", default=1)

    objects = ClockQuerySet.as_manager()

    class Meta(Watched.Meta):
        verbose_name = verbose_name_plural = "事项计时"
        ordering = ["case", "round", "id"]
        constraints = [
            *Timed.Meta.constraints,
            models.UniqueConstraint(
                fields=["case", "leg", "kind", "round"],
                nulls_distinct=False,
                name="clock_once_a_round",
                violation_error_message="这一轮已在计时",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}　{self.get_kind_display()}"
