"""What shared matters are about, and which unit is paired with which community."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone

from cocon.units.choices import PairingState
from orgtree.database.audit import audited
from orgtree.models import ScopedQuerySet
from orgtree.owned.models import Owned, OwnedQuerySet
from orgtree.scope.models.rows import STAFF_ONLY


class MatterQuerySet(OwnedQuerySet):
    def offered_at(self, area):
        """What may be chosen in `area`: those in use that are for all, or kept by the area or one above it."""
        return self.holding_at(area).filter(is_active=True)


class Matter(Owned):
    """A kind of shared matter (事项类别): one dictionary for what is needed, what is offered and what a unit is good at, so that they match."""

    code = models.CharField("代码", max_length=10, unique=True)
    name = models.CharField("事项类别", max_length=20)
    hint = models.CharField("举例", max_length=100, blank=True)
    position = models.PositiveSmallIntegerField("排序", default=0)
    is_active = models.BooleanField("启用", default=True)

    objects = MatterQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "共建事项类别"
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name


class PairingQuerySet(ScopedQuerySet):
    def in_force_on(self, day):
        """Begun by `day` and not ended before it: the last day counts."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)


@audited()
class Pairing(models.Model):
    """A unit and a community that help each other (结对), from a day to a day. Both sides see it; several to several."""

    scope_area = "community"
    scope_institution = "unit"
    names_persons = STAFF_ONLY

    unit = models.ForeignKey("orgtree.Institution", models.PROTECT, related_name="pairings", verbose_name="单位")
    community = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="pairings", verbose_name="结对社区")
    since = models.DateField("结对日期")
    until = models.DateField("结束日期", null=True, blank=True)
    made_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="登记人")
    made_at = models.DateTimeField("登记时间")
    end_reason = models.CharField("结束原因", max_length=200, blank=True)

    objects = PairingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "结对"
        ordering = ["-since", "-id"]
        constraints = [
            # Ranges of one number each: an overlap is refused without an extension of the database.
            ExclusionConstraint(
                name="pairing_no_overlap",
                expressions=[
                    (Func(F("unit_id"), F("unit_id"), Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
                    (
                        Func(F("community_id"), F("community_id"), Value("[]"), function="int8range"),
                        RangeOperators.OVERLAPS,
                    ),
                    (Func(F("since"), F("until"), Value("[]"), function="daterange"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="该单位这段时间已与这个社区结对",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="pairing_ends_after_it_began",
                violation_error_message="结束日期不能早于结对日期",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} — {self.community}"

    @property
    def state(self) -> str:
        """For its acts, and for people: the last day counts."""
        is_over = self.until is not None and self.until < timezone.localdate()
        return PairingState.ENDED if is_over else PairingState.IN_FORCE
