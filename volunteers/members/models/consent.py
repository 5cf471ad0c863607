"""What a member agreed to, in which words, and when they took it back (个人信息保护法 Art. 14–15)."""

from django.db import models
from django.db.models import Q

from orgtree.declare import purpose_choices
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import EVERY_ROW
from volunteers.members.choices.people import ConsentState


class ConsentTextQuerySet(models.QuerySet):
    def in_force(self, day):
        """The newest text of each purpose that is in force on `day`."""
        return self.filter(active_from__lte=day).order_by("purpose", "-active_from", "-version").distinct("purpose")


class ConsentText(models.Model):
    """One version of the words shown for one purpose."""

    purpose = models.CharField("目的", max_length=20, choices=purpose_choices)
    version = models.PositiveSmallIntegerField("版本")
    text = models.TextField("告知内容")
    required = models.BooleanField("报到必需", default=False)
    active_from = models.DateField("启用日期")

    objects = ConsentTextQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "知情同意书"
        constraints = [models.UniqueConstraint(fields=["purpose", "version"], name="consent_text_version")]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}（第{self.version}版）"


class Consent(models.Model):
    """A consent given, on the phone or on paper; withdrawn by a date, never deleted."""

    scope_area = "member__area"
    names_persons = EVERY_ROW

    member = models.ForeignKey("volunteers.Member", models.CASCADE, related_name="consents", verbose_name="党员")
    text = models.ForeignKey(ConsentText, models.PROTECT, related_name="consents", verbose_name="同意书")
    on_paper = models.BooleanField("纸质签署", default=False)
    given_at = models.DateTimeField("同意时间")
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "同意记录"
        constraints = [
            models.UniqueConstraint(
                fields=["member", "text"], condition=Q(withdrawn_at__isnull=True), name="consent_once_while_in_force"
            )
        ]

    def __str__(self) -> str:
        return str(self.text)

    @property
    def state(self) -> str:
        return ConsentState.WITHDRAWN if self.withdrawn_at else ConsentState.GIVEN
