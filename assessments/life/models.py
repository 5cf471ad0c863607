"""三会一课 of a branch in a quarter: whether each was held in time, never how often, never who came."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from assessments.life.choices import Held, HeldIfThere, LifeState, Quarter
from orgtree.database.audit import audited
from orgtree.database.states import in_state
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import STAFF_ONLY


class LifeQuarterQuerySet(ScopedQuerySet):
    def standing(self):
        return self.exclude(state=LifeState.VOID)


@audited()
class LifeQuarter(models.Model):
    """What its records say of a branch's quarter: `is_kept` where nothing was missed. `ended_on` is the last day of the quarter."""

    scope_area = "branch__area"
    names_persons = STAFF_ONLY

    branch = models.ForeignKey("orgtree.PartyOrg", models.PROTECT, related_name="life_quarters", verbose_name="党支部")
    year = models.PositiveSmallIntegerField("年度", validators=[MinValueValidator(2000), MaxValueValidator(2100)])
    quarter = models.CharField("季度", max_length=1, choices=Quarter.choices)
    congress = models.CharField("支部党员大会", max_length=10, choices=Held.choices, help_text="一季度至少一次")
    committee = models.CharField(
        "支部委员会", max_length=10, choices=HeldIfThere.choices, help_text="每月一次；不设委员会的选“不设”"
    )
    group = models.CharField(
        "党小组会", max_length=10, choices=HeldIfThere.choices, help_text="每月一次；不设党小组的选“不设”"
    )
    lecture = models.CharField("党课", max_length=10, choices=Held.choices, help_text="一季度至少一次")
    ended_on = models.DateField("季度末", editable=False)
    is_kept = models.BooleanField("按期完成", editable=False)
    state = models.CharField("状态", max_length=10, choices=LifeState.choices, default=LifeState.ENTERED)
    entered_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记时间")
    checked_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="核对人"
    )
    checked_at = models.DateTimeField("核对时间", null=True, blank=True)
    reason = models.CharField("登记有误的原因", max_length=200, blank=True)

    objects = LifeQuarterQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "三会一课"
        ordering = ["-ended_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["branch", "ended_on"],
                condition=~Q(state=LifeState.VOID),
                name="life_once_a_quarter",
                violation_error_message="该支部这个季度已登记",
            ),
            in_state(
                [LifeState.CHECKED], "life_checked_with_author", "核对须有核对人和时间", has="checked_by checked_at"
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("entered_by")),
                name="life_checked_by_another",
                violation_error_message="不能由登记人自己核对",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.branch}{self.year}年{self.get_quarter_display()}"
