"""Money and goods that a unit gives to shared matters of a community, beside what it gives in helping pairs."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from cocon.helping.choices import ContributionKind
from cocon.helping.models.voidable import Voidable, void_with_reason
from orgtree.database.audit import audited
from orgtree.scope.models.rows import STAFF_ONLY
from orgtree.text.rules.money import FEN


@audited()
class Contribution(Voidable):
    """One sum or gift: from which unit, to which community, what for. Money is whole fen; a wrong one is made void."""

    scope_area = "area"
    scope_institution = "unit"
    names_persons = STAFF_ONLY

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="contributions", verbose_name="社区")
    unit = models.ForeignKey("orgtree.Institution", models.PROTECT, related_name="contributions", verbose_name="单位")
    kind = models.CharField("投入什么", max_length=10, choices=ContributionKind.choices, default=ContributionKind.MONEY)
    day = models.DateField("日期")
    fen = models.PositiveBigIntegerField("金额或折价（分）")
    words = models.CharField("用在哪里", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "单位投入"
        ordering = ["-day", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fen__gt=0), name="contribution_has_a_value", violation_error_message="请填写金额或物资折价"
            ),
            void_with_reason("contribution_void_with_reason"),
        ]
        indexes = [models.Index(fields=["area", "day"], name="contribution_of_area")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.day}"

    @property
    def worth(self) -> Decimal:
        """Its value in yuan, to the fen."""
        return Decimal(self.fen) / FEN
