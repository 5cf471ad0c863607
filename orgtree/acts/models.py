"""The log of steps: what was done to a row, by whom, when, from which state to which, and why. Nothing in it is overwritten."""

import pgtrigger
from django.db import models


class ActStepQuerySet(models.QuerySet):
    def of(self, noun: str, pk: int):
        """The steps of one row, the first one first."""
        return self.filter(noun=noun, row_id=pk).order_by("pk")


class ActStep(models.Model):
    """One step of one row of any noun. Read together with its row, by whoever may see that."""

    noun = models.CharField("事项", max_length=60)
    row_id = models.BigIntegerField("编号")
    act = models.CharField("办理", max_length=30)
    from_state = models.CharField("原状态", max_length=20)
    to_state = models.CharField("新状态", max_length=20)
    by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="办理人"
    )
    about = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="事关何人"
    )
    at = models.DateTimeField("办理时间")
    reason = models.CharField("原因", max_length=200, blank=True)
    # A digest of the answers that no column keeps, by which the same step sent twice is known from another one.
    said = models.CharField("回执", max_length=16, blank=True, default="", db_default="", editable=False)

    objects = ActStepQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "办理经过"
        indexes = [models.Index(fields=["noun", "row_id"], name="act_step_of_row")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.noun} {self.row_id}: {self.act}"
