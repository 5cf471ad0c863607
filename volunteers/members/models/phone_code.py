"""Codes that prove whose phone a number is."""

from django.db import models

from orgtree.database.stamps import by_account_later
from orgtree.models import ScopedQuerySet
from orgtree.people.models.people import PhoneOwner
from orgtree.scope.models.rows import STAFF_ONLY
from orgtree.text.crypto import EncryptedTextField
from volunteers.members.choices.phone import CodeFor


class PhoneCodeQuerySet(ScopedQuerySet):
    def to_tell(self, now):
        """Asked for, not past their time, and told to nobody yet."""
        return self.filter(until__gt=now, code_digest="")


class PhoneCode(PhoneOwner, models.Model):
    """One code asked for; only its digest is kept, none before it is sent or told. Deleted when used, and by night when over.

    `area` is whose staff tells it where the installation sends no messages; empty where nobody shall (decision 0077).
    """

    scope_area = "area"
    names_persons = STAFF_ONLY  # a number that nobody has proved is nobody's yet

    purpose = models.CharField("用途", max_length=10, choices=CodeFor.choices)
    phone = EncryptedTextField("手机")
    phone_hash = models.CharField(max_length=64, editable=False)
    area = models.ForeignKey("orgtree.Area", models.CASCADE, null=True, related_name="+", verbose_name="由哪里告知")
    code_digest = models.CharField(max_length=64, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField("已试次数", default=0)
    asked_at = models.DateTimeField("申请时间")
    until = models.DateTimeField("有效至")
    told_by = by_account_later("告知人")
    told_at = models.DateTimeField("告知时间", null=True, blank=True)

    objects = PhoneCodeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "待告知验证码"
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["purpose", "phone_hash"], name="phone_code_once_per_purpose"),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}验证码"
