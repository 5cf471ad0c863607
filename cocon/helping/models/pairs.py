"""A unit or a team and somebody whom it helps, and what was given. Whom, only the community's own papers say."""

from decimal import Decimal

from django.db import models
from django.db.models import Q

from cocon.helping.choices import Helped, HelpKind, HelpNeed, PairEnd, PairState
from cocon.helping.models.voidable import Voidable, void_with_reason
from cocon.units.models import DatedQuerySet
from orgtree.database.audit import audited
from orgtree.database.spans import ends_after_it_begins, is_over
from orgtree.scope.models.rows import STAFF_ONLY
from orgtree.text.rules.money import FEN

CODE = "BF"


class HelpingPairQuerySet(DatedQuerySet):
    def in_force_on(self, day):
        """Begun by `day`, not over before it, and not registered by mistake: the last day counts."""
        return super().in_force_on(day).exclude(end_reason=PairEnd.MISTAKE)


@audited()
class HelpingPair(models.Model):
    """One pair. It has a code and nothing that leads to a person: no name, no address, no number, nothing of minors."""

    scope_area = "area"
    scope_institution = "unit"
    names_persons = STAFF_ONLY

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="helping_pairs", verbose_name="社区")
    unit = models.ForeignKey(
        "orgtree.Institution",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="helping_pairs",
        verbose_name="帮扶单位",
    )
    team = models.ForeignKey(
        "volunteers.ServiceTeam",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="helping_pairs",
        verbose_name="帮扶服务队",
        help_text="单位和服务队只选一个",
    )
    need = models.CharField("帮扶需求", max_length=10, choices=HelpNeed.choices)
    helped = models.CharField("帮扶对象", max_length=10, choices=Helped.choices, default=Helped.HOUSEHOLD)
    plan = models.CharField("打算怎么帮", max_length=100, blank=True)
    since = models.DateField("开始日期")
    until = models.DateField("最后一天", null=True, blank=True, help_text="不填一直帮扶；当天仍算")
    end_reason = models.CharField("结束原因", max_length=10, choices=PairEnd.choices, blank=True)
    client_key = models.UUIDField("提交标识", null=True, blank=True)
    entered_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记时间")
    reminded_on = models.DateField("提醒走访日期", null=True, blank=True)

    objects = HelpingPairQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "帮扶对子"
        ordering = ["-since", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False) ^ Q(team__isnull=False),
                name="helping_pair_has_one_helper",
                violation_error_message="帮扶单位和服务队要选一个，也只选一个",
            ),
            ends_after_it_begins("helping_pair_ends_after_it_began", "最后一天不能早于开始日期"),
            models.UniqueConstraint(
                fields=["client_key"], name="helping_pair_key_once", violation_error_message="这一提交标识已经用过"
            ),
        ]
        indexes = [models.Index(fields=["area", "until"], name="helping_pair_of_area")]

    def __str__(self) -> str:
        return f"{self.code} {self.get_need_display()}"

    @property
    def code(self) -> str:
        """What the pair is called, in place of any name."""
        return f"{CODE}{self.pk:06d}"

    @property
    def helper(self) -> str:
        """The unit or the team that helps, by its name."""
        return str(self.unit or self.team)

    @property
    def state(self) -> str:
        """For its acts, and for people: the last day counts, but for one that was registered by mistake."""
        return PairState.ENDED if is_over(self) or self.end_reason else PairState.IN_FORCE


@audited()
class HelpGiven(Voidable):
    """One visit, sum, gift or stretch of work. Money is whole fen; an entry is never altered, a wrong one is made void."""

    scope_area = "pair__area"
    scope_institution = "pair__unit"
    names_persons = STAFF_ONLY

    pair = models.ForeignKey(HelpingPair, models.PROTECT, related_name="helps", verbose_name="帮扶对子")
    kind = models.CharField("方式", max_length=10, choices=HelpKind.choices, default=HelpKind.VISIT)
    day = models.DateField("日期")
    fen = models.PositiveBigIntegerField("金额或折价（分）", null=True, blank=True)
    days = models.PositiveSmallIntegerField("出工天数", null=True, blank=True)
    words = models.CharField("做了什么", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "帮扶记录"
        ordering = ["-day", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[HelpKind.MONEY, HelpKind.GOODS], fen__gt=0, fen__isnull=False)
                | Q(kind__in=[HelpKind.VISIT, HelpKind.DAYS], fen__isnull=True),
                name="help_given_has_its_value",
                violation_error_message="资金和物资须有金额，其他没有",
            ),
            models.CheckConstraint(
                condition=Q(kind=HelpKind.DAYS, days__gt=0, days__isnull=False)
                | (~Q(kind=HelpKind.DAYS) & Q(days__isnull=True)),
                name="help_given_has_its_days",
                violation_error_message="出工须有天数，其他没有",
            ),
            void_with_reason("help_given_void_with_reason"),
        ]
        indexes = [models.Index(fields=["pair", "day"], name="help_given_of_pair")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.day}"

    @property
    def worth(self) -> Decimal | None:
        """Its value in yuan, to the fen; None for a visit or work."""
        return None if self.fen is None else Decimal(self.fen) / FEN
