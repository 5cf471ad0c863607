"""What was entered and stands, or was wrong and is made void with a reason from a list; it is never altered."""

from django.db import models
from django.db.models import Q

from cocon.helping.choices import HelpState, VoidReason
from orgtree.models import ScopedQuerySet


class VoidableQuerySet(ScopedQuerySet):
    def kept(self):
        return self.filter(state=HelpState.KEPT)


class Voidable(models.Model):
    """Base of such entries, with who entered it and when; the act is `void_of` of the services."""

    state = models.CharField("状态", max_length=10, choices=HelpState.choices, default=HelpState.KEPT)
    void_reason = models.CharField("作废原因", max_length=10, choices=VoidReason.choices, blank=True)
    by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="登记人")
    at = models.DateTimeField("登记时间")
    voided_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="作废人"
    )
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)

    objects = VoidableQuerySet.as_manager()

    class Meta:
        abstract = True


def void_with_reason(name: str) -> models.CheckConstraint:
    """The constraint of that name: void means with reason and moment, and nothing else has either."""
    return models.CheckConstraint(
        condition=Q(state=HelpState.KEPT, void_reason="", voided_at__isnull=True)
        | (Q(state=HelpState.VOID, voided_at__isnull=False) & ~Q(void_reason="")),
        name=name,
        violation_error_message="作废须有原因和时间",
    )
