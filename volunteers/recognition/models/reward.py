"""Rewards for redeemable points: a catalogue with stock, windows of a few weeks, and a ledger of what was spent."""

import pgtrigger
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q, Sum
from django.utils import timezone
from django.utils.crypto import salted_hmac

from orgtree.database.audit import audited
from orgtree.database.stamps import by_account, by_account_later
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import EVERY_ROW
from volunteers.members.models.own import OfMemberQuerySet
from volunteers.recognition.choices.rewards import RedemptionState, RewardKind, SpendKind


class RewardWindowQuerySet(ScopedQuerySet):
    def open_on(self, day):
        return self.filter(opens_on__lte=day, closes_on__gte=day)


@audited()
class RewardWindow(models.Model):
    """When a community or street hands out rewards, usually once a quarter."""

    scope_area = "area"

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="reward_windows", verbose_name="兑换区域")
    label = models.CharField("名称", max_length=40, help_text="如：2026年第四季度积分兑换")
    opens_on = models.DateField("开始日期")
    closes_on = models.DateField("结束日期", help_text="当日仍可兑换")
    pick_up = models.CharField("领取地点和时间", max_length=100)

    objects = RewardWindowQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "兑换期"
        ordering = ["-opens_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="reward_window_ends_after_it_begins",
                violation_error_message="结束日期不能早于开始日期",
            ),
            models.UniqueConstraint(
                fields=["area", "label"],
                name="reward_window_label",
                violation_error_message="该区域已有同名的兑换期",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class RewardQuerySet(ScopedQuerySet):
    def with_left(self):
        """With `left`: the stock without what is reserved or handed out."""
        taken = (
            Redemption.objects.holding()
            .filter(reward=models.OuterRef("pk"))
            .order_by()
            .values("reward")
            .annotate(sum=Sum("quantity"))
            .values("sum")
        )
        return self.annotate(left=F("stock") - models.functions.Coalesce(models.Subquery(taken), 0))


@audited()
class Reward(models.Model):
    """One thing on offer in one window. Its stock is a number that people set; what is left is counted, not kept."""

    scope_area = "window__area"

    window = models.ForeignKey(RewardWindow, models.PROTECT, related_name="rewards", verbose_name="兑换期")
    kind = models.CharField("类别", max_length=10, choices=RewardKind.choices)
    name = models.CharField("名称", max_length=40, help_text="不设现金、红包、购物卡等")
    cost = models.DecimalField("所需积分（每件）", max_digits=6, decimal_places=1, validators=[MinValueValidator(0.5)])
    stock = models.PositiveIntegerField("数量")
    per_person = models.PositiveSmallIntegerField("每人限兑", default=1, validators=[MinValueValidator(1)])
    sponsor = models.CharField("提供单位", max_length=60, blank=True)
    is_active = models.BooleanField("上架", default=True)

    objects = RewardQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "兑换品"
        ordering = ["window", "cost", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(cost__gt=0), name="reward_costs_something"),
            models.UniqueConstraint(
                fields=["window", "name"], name="reward_name", violation_error_message="这一期已有同名的兑换品"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RedemptionQuerySet(OfMemberQuerySet):
    def holding(self):
        """Those that take something off the shelf: reserved or handed out."""
        return self.exclude(state=RedemptionState.CANCELLED)

    def waiting(self):
        """Reserved and not yet picked up."""
        return self.filter(state=RedemptionState.RESERVED)


@audited()
class Redemption(models.Model):
    """One member's reservation of a reward, until it is picked up or cancelled."""

    scope_area = "reward__window__area"
    names_persons = EVERY_ROW

    member = models.ForeignKey("volunteers.Member", models.PROTECT, related_name="redemptions", verbose_name="党员")
    reward = models.ForeignKey(Reward, models.PROTECT, related_name="redemptions", verbose_name="兑换品")
    quantity = models.PositiveSmallIntegerField("数量", validators=[MinValueValidator(1)])
    points = models.DecimalField("积分", max_digits=7, decimal_places=1)
    state = models.CharField("状态", max_length=10, choices=RedemptionState.choices, default=RedemptionState.RESERVED)
    client_key = models.UUIDField("提交标识", null=True, blank=True)
    reserved_at = models.DateTimeField("兑换时间")
    entered_by = by_account("办理人")
    decided_by = by_account_later("发放或取消人")
    decided_at = models.DateTimeField("发放或取消时间", null=True, blank=True)
    reason = models.CharField("取消原因", max_length=200, blank=True)

    objects = RedemptionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "积分兑换"
        ordering = ["-reserved_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["member", "client_key"], name="redemption_once_per_client_key"),
            models.CheckConstraint(
                condition=Q(state=RedemptionState.RESERVED) | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="redemption_decided_with_author",
                violation_error_message="发放或取消须有办理人和时间",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reward}×{self.quantity}"

    @property
    def area(self):
        """Where it is handed out."""
        return self.reward.window.area

    @property
    def code(self) -> str:
        """What the member says at the counter: six digits that cannot be told from the row's number, nor from another's code."""
        digest = salted_hmac("volunteers.redemption", str(self.pk), algorithm="sha256").hexdigest()
        return f"{int(digest, 16) % 1_000_000:06d}"


class SpendEntry(models.Model):
    """One line of the ledger of spent points. Never updated or deleted; a cancellation is a line that gives back."""

    scope_area = "redemption__reward__window__area"
    names_persons = EVERY_ROW

    member = models.ForeignKey("volunteers.Member", models.PROTECT, related_name="spendings", verbose_name="党员")
    redemption = models.ForeignKey(Redemption, models.PROTECT, related_name="entries", verbose_name="兑换")
    kind = models.SmallIntegerField("方向", choices=SpendKind.choices)
    points = models.DecimalField("积分", max_digits=7, decimal_places=1)
    recorded_at = models.DateTimeField("记入时间", default=timezone.now)
    recorded_by = by_account("记入人")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "兑换流水"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["redemption", "kind"], name="spend_entry_once_each_way"),
            models.CheckConstraint(condition=Q(points__gt=0), name="spend_entry_points_positive"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="no_truncate",
                operation=pgtrigger.Truncate,
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                func="RAISE EXCEPTION 'the ledger of spent points is append-only';",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.points}"
