"""Who told of a case, by which door, and what they were answered."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from grids.cases.choices import CaseSource, PhoneFor, ReplyChannel
from orgtree.database.audit import audited
from orgtree.models import ScopedQuerySet
from orgtree.text.crypto import EncryptedTextField
from orgtree.text.rules.phones import masked_phone

STARS = tuple((number, f"{number}星") for number in range(1, 6))


class ReportQuerySet(ScopedQuerySet):
    def to_answer(self):
        """Those that want an answer and have none."""
        return self.filter(replied_at__isnull=True).exclude(channel=ReplyChannel.NONE)

    def to_rate(self):
        """Those that were answered and have not been asked how it was."""
        return self.filter(replied_at__isnull=False, rated_at__isnull=True).exclude(channel=ReplyChannel.NONE)


@audited(exclude=("asker", "phone"))
class Report(models.Model):
    """One telling of a case. Name and number of the asker are sealed, optional, and purged some time after the case ends.

    `first_case` is the case that it opened: what was merged can be taken apart again. The three outcomes are three facts.
    """

    scope_area = "case__area"
    names_persons = ("asker", "phone")

    case = models.ForeignKey("grids.Case", models.PROTECT, related_name="reports", verbose_name="事项")
    first_case = models.ForeignKey("grids.Case", models.PROTECT, related_name="+", verbose_name="原事项")
    source = models.CharField("来源", max_length=10, choices=CaseSource.choices)
    outside_number = models.CharField("来件编号", max_length=40, blank=True)
    year = models.PositiveSmallIntegerField("年份")
    told_at = models.DateTimeField("反映时间")
    words = models.CharField("反映内容", max_length=500, blank=True)
    asker = EncryptedTextField("称呼", blank=True, default="")
    phone = EncryptedTextField("联系电话", blank=True, default="")
    phone_for = models.CharField("电话给谁看", max_length=10, choices=PhoneFor.choices, default=PhoneFor.HANDLER)
    channel = models.CharField("答复方式", max_length=10, choices=ReplyChannel.choices, default=ReplyChannel.NONE)
    entered_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="登记人"
    )
    entered_at = models.DateTimeField("登记时间")
    contacted_at = models.DateTimeField("首次联系时间", null=True, blank=True)
    reply = models.CharField("答复", max_length=500, blank=True)
    replied_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="答复人"
    )
    replied_at = models.DateTimeField("答复时间", null=True, blank=True)
    was_contacted = models.BooleanField("是否联系到", null=True, blank=True)
    is_solved = models.BooleanField("是否解决", null=True, blank=True)
    stars = models.PositiveSmallIntegerField(
        "满意度", null=True, blank=True, choices=STARS, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    rated_at = models.DateTimeField("评价时间", null=True, blank=True)
    purged_at = models.DateTimeField("联系方式删除时间", null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "诉求"
        ordering = ["told_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "outside_number", "year"],
                condition=~Q(outside_number=""),
                name="report_once_a_year",
                violation_error_message="这一来件编号本年度已登记",
            ),
            models.CheckConstraint(
                condition=Q(replied_at__isnull=True, reply="") | Q(replied_at__isnull=False) & ~Q(reply=""),
                name="report_replied_with_words",
                violation_error_message="答复须有内容和时间",
            ),
            models.CheckConstraint(
                condition=Q(stars__isnull=True) | Q(stars__gte=1, stars__lte=5),
                name="report_stars_one_to_five",
                violation_error_message="满意度应为1到5星",
            ),
        ]
        indexes = [models.Index(fields=["case", "told_at"], name="report_of_case")]

    def __str__(self) -> str:
        return f"{self.get_source_display()}　{self.case}"

    @property
    def state(self) -> str:
        """How far it is with the asker: told, replied, rated. A case that began once more is to be answered once more."""
        if not self.replied_at:
            return "told"
        return "rated" if self.rated_at else "replied"

    @property
    def masked_phone(self) -> str:
        return masked_phone(self.phone) if self.phone else ""
