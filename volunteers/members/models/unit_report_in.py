"""Report-ins of units (单位党组织报到): a unit and a community, once at a time."""

from django.db import models
from django.db.models import Q

from orgtree.database.audit import audited
from orgtree.database.stamps import by_account, by_account_later
from orgtree.database.states import in_state, only_in_state
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import STAFF_ONLY
from orgtree.text.crypto import EncryptedTextField
from orgtree.text.rules.phones import masked_phone
from volunteers.members.choices.unit_report_in import UnitReportInState


class UnitReportInQuerySet(ScopedQuerySet):
    def live(self):
        """Not ended."""
        return self.exclude(state=UnitReportInState.ENDED)

    def waiting(self):
        """Submitted and not yet decided."""
        return self.filter(state=UnitReportInState.SUBMITTED)

    def in_force_at(self, moment):
        """Accepted by `moment` and not ended then."""
        return self.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=moment), accepted_at__lte=moment)


@audited()
class UnitReportIn(models.Model):
    """One unit's party organisation at one community. The unit's clerk and the community's desk both see it."""

    scope_area = "community"
    scope_institution = "unit"
    names_persons = STAFF_ONLY
    personal_fields = ("head", "liaison", "phone")  # masked wherever the audit trail is shown

    unit = models.ForeignKey("orgtree.Institution", models.PROTECT, related_name="report_ins", verbose_name="单位")
    community = models.ForeignKey(
        "orgtree.Area", models.PROTECT, related_name="unit_report_ins", verbose_name="报到社区"
    )
    state = models.CharField(
        "状态", max_length=10, choices=UnitReportInState.choices, default=UnitReportInState.SUBMITTED
    )
    party_org = models.CharField("单位党组织", max_length=60)
    head = models.CharField("党组织负责人", max_length=40)
    liaison = models.CharField("联络员", max_length=40)
    phone = EncryptedTextField("联系电话", blank=True, default="")
    members_count = models.PositiveIntegerField("在职党员数", default=0)
    services = models.CharField("可提供的服务", max_length=300, blank=True)
    filed_by = by_account("报送人")
    filed_at = models.DateTimeField("报送时间")
    decided_by = by_account_later("办理人")
    accepted_at = models.DateTimeField("接收时间", null=True, blank=True)
    receipt_number = models.CharField("回执编号", max_length=30, unique=True, null=True, blank=True)
    return_reason = models.CharField("退回原因", max_length=200, blank=True)
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    end_reason = models.CharField("结束原因", max_length=200, blank=True)

    objects = UnitReportInQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "单位报到"
        ordering = ["-filed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "community"],
                condition=Q(ended_at__isnull=True),
                name="unit_report_in_one_live",
                violation_error_message="该单位已在这个社区报到，结束后才能重新报到",
            ),
            only_in_state(
                UnitReportInState.ENDED, "unit_report_in_ended_with_state", "结束时间与状态不符", has="ended_at"
            ),
            in_state(
                UnitReportInState.ACCEPTED,
                "unit_report_in_accepted_with_receipt",
                "接收须有办理人、时间和回执编号",
                has="accepted_at decided_by receipt_number",
            ),
            in_state(
                UnitReportInState.RETURNED,
                "unit_report_in_returned_with_reason",
                "退回须写明原因",
                says="return_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} → {self.community}"

    @property
    def masked_phone(self) -> str:
        return masked_phone(self.phone)
