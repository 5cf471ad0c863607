"""Budget lines of areas and years, and their entries: what is left is their sum and stands nowhere else."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Q, Sum
from django.db.models.functions import Coalesce

from cocon.projects.choices import EntryKind, FundKind, LineState
from cocon.projects.rules.completion import Completion, completion_of
from cocon.projects.rules.money import Purse, purse_from
from orgtree.chain.models import append_only
from orgtree.database.audit import audited
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import STAFF_ONLY
from orgtree.text.rules.money import yuan_of


class FundLineQuerySet(ScopedQuerySet):
    def with_sums(self):
        """Each with `sum_<kind>`: what its entries of the kind come to; and `states`: those of its projects."""
        sums = {
            f"sum_{kind}": Coalesce(Sum("entries__fen", filter=Q(entries__kind=kind)), 0) for kind in EntryKind.values
        }
        projects = self.model._meta.get_field("projects").related_model.objects.filter(line=OuterRef("pk"))
        return self.annotate(**sums, states=ArraySubquery(projects.order_by().values("state")))


@audited()
class FundLine(models.Model):
    """Money of one kind for an area and a year. Without `parent` it was granted to the area; else it was given on from the line above.

    A district gives on to streets and communities, a street to communities. What was given on is no more the giver's: all levels add up.
    """

    scope_area = "area"
    names_persons = STAFF_ONLY

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="fund_lines", verbose_name="使用区域")
    kind = models.CharField("资金类别", max_length=10, choices=FundKind.choices)
    name = models.CharField("预算名称", max_length=40)
    year = models.PositiveSmallIntegerField("年度")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="分配自"
    )
    state = models.CharField("状态", max_length=10, choices=LineState.choices, default=LineState.OPEN)
    entered_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记时间")
    closed_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="结账人"
    )
    closed_at = models.DateTimeField("结账时间", null=True, blank=True)
    reason = models.CharField("结账说明", max_length=200, blank=True)

    objects = FundLineQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "经费预算"
        ordering = ["-year", "area_id", "kind", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "kind", "name", "year"],
                name="fund_line_once",
                violation_error_message="该区域本年度已有同名的预算",
            ),
            models.CheckConstraint(
                condition=Q(state=LineState.OPEN, closed_at__isnull=True)
                | Q(state=LineState.CLOSED, closed_at__isnull=False),
                name="fund_line_closed_at_a_time",
                violation_error_message="结账须有时间",
            ),
        ]
        indexes = [models.Index(fields=["area", "year", "kind"], name="fund_line_of_area")]

    def __str__(self) -> str:
        return f"{self.area.name}{self.year}年{self.name}"

    @property
    def _counted(self) -> "FundLine":
        """The row with its sums; read anew where it was not read `with_sums`."""
        return self if "sum_budget" in self.__dict__ else FundLine.objects.with_sums().get(pk=self.pk)

    @property
    def purse(self) -> Purse:
        """What it has."""
        row = self._counted
        return purse_from({kind: getattr(row, f"sum_{kind}") for kind in EntryKind.values})

    @property
    def completion(self) -> Completion:
        """How far its projects are."""
        return completion_of(self._counted.states)

    @property
    def budget(self):
        """Granted or given, in yuan."""
        return yuan_of(self.purse.budget)

    @property
    def allotted(self):
        """Given on to lines below, in yuan."""
        return yuan_of(self.purse.allotted)

    @property
    def approved(self):
        """Approved for projects, in yuan."""
        return yuan_of(self.purse.approved)

    @property
    def paid(self):
        """Paid out, in yuan."""
        return yuan_of(self.purse.paid)

    @property
    def left(self):
        """What may still be approved or given on, in yuan."""
        return yuan_of(self.purse.left)


class FundEntry(models.Model):
    """One movement of a line's money: written once, never changed. What was wrong is reversed by another that names it.

    `fen` is what is left of the line more (+) or less (−) by it; of advances and settlements, what was paid (+) or came back (−).
    """

    scope_area = ("line__area", "project__area")  # a community sees what its project gets of a line of the street
    names_persons = STAFF_ONLY

    line = models.ForeignKey(FundLine, models.PROTECT, related_name="entries", verbose_name="预算")
    project = models.ForeignKey(
        "cocon.Project", models.PROTECT, null=True, blank=True, related_name="entries", verbose_name="项目"
    )
    kind = models.CharField("种类", max_length=10, choices=EntryKind.choices)
    fen = models.BigIntegerField("金额（分）")
    day = models.DateField("日期")
    by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="经办人")
    at = models.DateTimeField("登记时间")
    reason = models.CharField("事由或凭证号", max_length=200, blank=True)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversed_by", verbose_name="冲正"
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "经费分录"
        ordering = ["-at", "-id"]
        triggers = append_only("经费分录不能清空")
        constraints = [
            models.CheckConstraint(
                condition=~Q(fen=0), name="fund_entry_moves_something", violation_error_message="金额不能为0"
            )
        ]
        indexes = [models.Index(fields=["line", "kind"], name="fund_entry_of_line")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {yuan_of(self.fen)}元"

    @property
    def amount(self):
        """In yuan."""
        return yuan_of(self.fen)
