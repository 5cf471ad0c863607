"""The points ledger: rules in force, entries that are never altered, and what each entry was credited."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from orgtree.chain.models import LedgerEntry, append_only, one_place
from orgtree.chain.rules import Content, amount, moment
from orgtree.database.audit import audited
from orgtree.database.stamps import by_account, by_account_later
from orgtree.models import Area, ScopedQuerySet
from orgtree.scope.models.rows import EVERY_ROW
from orgtree.text.rules.numbers import plain
from volunteers.members.models.own import OfMemberQuerySet
from volunteers.points.choices import (
    Band,
    CapWindow,
    CardRule,
    ConfirmerRole,
    DeductionEffect,
    EntryKind,
    ExemptReason,
    ItemEntry,
    PointCategory,
    PointUnit,
    RuleSetState,
    YearState,
)
from volunteers.points.rules import points as values
from volunteers.points.rules.items import ItemShape

# Between the source of a deed and the number to whose account it was moved: service:17>12.
MOVED = ">"
APPEND_ONLY = append_only("the points ledger is append-only")


class RuleSetQuerySet(models.QuerySet):
    def in_force(self, day):
        """Published sets in force on `day`, the newest version first."""
        return self.filter(
            Q(active_to__isnull=True) | Q(active_to__gt=day), active_from__lte=day, published_at__isnull=False
        ).order_by("-active_from", "-version")

    def allowed(self, user, permission: str):
        """Those of areas where the person holds the right; the platform's own are nobody's to edit."""
        return self.filter(area__in=Area.objects.allowed(user, permission))


class RuleLineQuerySet(models.QuerySet):
    def allowed(self, user, permission: str):
        """Lines of such rule sets."""
        return self.filter(rule_set__in=RuleSet.objects.allowed(user, permission))


class RuleLine:
    """What items and caps have in common: the state of the set that they stand in."""

    @property
    def state(self) -> str:
        return self.rule_set.state


@audited()
class RuleSet(models.Model):
    """One dated version of the points table. `area` empty: the platform's default for every area."""

    name = models.CharField("名称", max_length=60)
    area = models.ForeignKey(
        "orgtree.Area", models.PROTECT, null=True, blank=True, related_name="rule_sets", verbose_name="适用区域"
    )
    version = models.PositiveSmallIntegerField("版本", default=1)
    active_from = models.DateField("启用日期")
    active_to = models.DateField("停用日期", null=True, blank=True, help_text="当日起不再适用")
    total_cap = models.DecimalField("年度总上限", max_digits=6, decimal_places=2)
    pass_mark = models.DecimalField("达标分", max_digits=6, decimal_places=2)
    good_mark = models.DecimalField("良好分", max_digits=6, decimal_places=2)
    excellent_mark = models.DecimalField("优秀候选分", max_digits=6, decimal_places=2)
    hours_per_day = models.DecimalField(
        "每日服务时长上限（小时）", max_digits=3, decimal_places=1, default=12, validators=[MaxValueValidator(24)]
    )
    self_days = models.PositiveSmallIntegerField(
        "本人填报期限（天）", default=30, help_text="服务后多少天内可由本人填报"
    )
    desk_days = models.PositiveSmallIntegerField("社区代录期限（天）", default=90)
    paper_days = models.PositiveSmallIntegerField("手册补录期限（天）", default=731)
    auto_confirm_roll = models.BooleanField(
        "点名场次自动确认",
        default=True,
        help_text="活动事先发布、点名人不是本人、时长在计划之内的，提交点名时即确认，并写明依据",
    )
    duties_per_member = models.PositiveSmallIntegerField("每人最多认岗数", default=3)
    duty_month_days = models.PositiveSmallIntegerField(
        "按月计分须在岗天数", default=15, validators=[MinValueValidator(1), MaxValueValidator(28)]
    )
    duty_remind_days = models.PositiveSmallIntegerField("岗位到期提前提醒（天）", default=30)
    deed_days = models.PositiveSmallIntegerField("积分事项登记期限（天）", default=180)
    reply_days = models.PositiveSmallIntegerField("扣减说明期限（工作日）", default=5)
    card_months = models.PositiveSmallIntegerField("黄红牌有效期（月）", default=12)
    notice_days = models.PositiveSmallIntegerField("公示期（工作日）", default=5, validators=[MinValueValidator(1)])
    objection_days = models.PositiveSmallIntegerField("公示后异议期（工作日）", default=5)
    decision_days = models.PositiveSmallIntegerField("异议办理期限（工作日）", default=10)
    redeem_service = models.DecimalField(
        "服务项可兑换比例", max_digits=3, decimal_places=2, default=1, validators=[MaxValueValidator(1)]
    )
    redeem_governance = models.DecimalField(
        "治理项可兑换比例", max_digits=3, decimal_places=2, default=Decimal("0.5"), validators=[MaxValueValidator(1)]
    )
    published_at = models.DateTimeField("发布时间", null=True, blank=True)

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "积分规则"
        ordering = ["-active_from", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "active_from", "version"], nulls_distinct=False, name="rule_set_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}（第{self.version}版）"

    @property
    def state(self) -> str:
        return RuleSetState.PUBLISHED if self.published_at else RuleSetState.DRAFT

    @property
    def redeem_shares(self) -> dict[str, Decimal]:
        """How much of a credited point may be redeemed, by category; what is not named may not."""
        return {PointCategory.SERVICE: self.redeem_service, PointCategory.GOVERNANCE: self.redeem_governance}

    @property
    def marks(self) -> values.Marks:
        return values.Marks(self.pass_mark, self.good_mark, self.excellent_mark)

    def as_rules(self) -> values.Rules:
        """Items and caps as values, narrow caps before wide ones and items before categories. Two queries at most."""
        items = {item.code: item.as_value() for item in self.items.all()}
        code_of = {item.pk: item.code for item in self.items.all()}
        caps = [
            values.Cap(cap.window, cap.points, code_of.get(cap.item_id, ""), cap.category) for cap in self.caps.all()
        ]
        caps.sort(key=lambda cap: (CapWindow.values.index(cap.window), cap.category, cap.item))
        return values.Rules(items, tuple(caps), self.total_cap)


@audited()
class RuleItem(RuleLine, models.Model):
    """One line of the table. `tiers` is a list of {"to": hours or null, "points": rate}, counted over the year."""

    rule_set = models.ForeignKey(RuleSet, models.CASCADE, related_name="items", verbose_name="规则")
    code = models.CharField("代码", max_length=10)
    category = models.CharField("类别", max_length=1, choices=PointCategory.choices)
    label = models.CharField("项目", max_length=40)
    unit = models.CharField("单位", max_length=6, choices=PointUnit.choices)
    points = models.DecimalField("每单位分值", max_digits=6, decimal_places=2)
    tiers = models.JSONField("分段分值", default=list, blank=True)
    evidence = models.CharField("凭据", max_length=40, blank=True)
    confirmer = models.CharField("确认人", max_length=20, blank=True)
    entry = models.CharField("记分途径", max_length=8, choices=ItemEntry.choices, default=ItemEntry.DESK)
    confirmer_role = models.CharField("确认角色", max_length=2, choices=ConfirmerRole.choices, blank=True)
    second_role = models.CharField("复核角色", max_length=2, choices=ConfirmerRole.choices, blank=True)
    effect = models.CharField("附带处理", max_length=14, choices=DeductionEffect.choices, blank=True)
    card = models.CharField("记牌", max_length=14, choices=CardRule.choices, blank=True)
    position = models.PositiveSmallIntegerField("排序", default=0)

    objects = RuleLineQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "积分项目"
        ordering = ["position", "code"]
        constraints = [models.UniqueConstraint(fields=["rule_set", "code"], name="rule_item_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"

    def as_value(self) -> values.RuleItem:
        tiers = tuple(
            values.Tier(None if tier["to"] is None else Decimal(str(tier["to"])), Decimal(str(tier["points"])))
            for tier in self.tiers
        )
        return values.RuleItem(self.code, self.category, self.label, self.unit, self.points, tiers)

    def shape(self) -> ItemShape:
        """What decides whether it may be published."""
        roles = (self.confirmer_role, self.second_role)
        extras = bool(self.effect or self.card)
        return ItemShape(self.code, self.category, self.unit, self.points, self.entry, *roles, extras)


@audited()
class RuleCap(RuleLine, models.Model):
    """An upper limit on an item, or on a category, within a window."""

    rule_set = models.ForeignKey(RuleSet, models.CASCADE, related_name="caps", verbose_name="规则")
    item = models.ForeignKey(RuleItem, models.CASCADE, null=True, blank=True, related_name="caps", verbose_name="项目")
    category = models.CharField("类别", max_length=1, choices=PointCategory.choices, blank=True)
    window = models.CharField("周期", max_length=8, choices=CapWindow.choices)
    points = models.DecimalField("上限分值", max_digits=6, decimal_places=2)

    objects = RuleLineQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "积分上限"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(item__isnull=True) ^ Q(category=""),
                name="rule_cap_on_item_or_category",
                violation_error_message="上限针对项目或类别，须填且只填一个",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_window_display()}不超过{plain(self.points)}分"


class MemberYearQuerySet(OfMemberQuerySet):
    def undecided(self):
        """Closed, and no band decided yet."""
        return self.filter(closed_at__isnull=False, band="", exempt_reason="")

    def without_plan(self):
        """待提升, and nothing agreed with the person yet."""
        return self.filter(band=Band.BELOW, plan="")

    def with_total(self):
        """With `sum_now`, the points credited in the year as the ledger stands."""
        credits = PointCredit.objects.filter(entry__account=models.OuterRef("pk")).values("entry__account")
        total = credits.annotate(sum=models.Sum("credited")).values("sum")
        return self.annotate(sum_now=Coalesce(models.Subquery(total), Decimal(0)))


@audited()
class MemberYear(models.Model):
    """A member's account of one year: the row that is locked while its credits are recomputed."""

    scope_area = "member__area"
    names_persons = EVERY_ROW

    member = models.ForeignKey("volunteers.Member", models.PROTECT, related_name="years", verbose_name="党员")
    year = models.PositiveSmallIntegerField("年度")
    closed_at = models.DateTimeField("结账时间", null=True, blank=True)
    closed_by = by_account_later("结账人")
    frozen_total = models.DecimalField("结账积分", max_digits=8, decimal_places=2, null=True, blank=True)
    frozen_hours = models.DecimalField("结账时长", max_digits=7, decimal_places=1, null=True, blank=True)
    suggested_band = models.CharField("建议等次", max_length=10, choices=Band.choices, blank=True)
    band = models.CharField("评定等次", max_length=10, choices=Band.choices, blank=True)
    band_reason = models.CharField("评定理由", max_length=200, blank=True)
    band_decided_by = by_account_later("评定人")
    band_decided_at = models.DateTimeField("评定时间", null=True, blank=True)
    plan = models.CharField("提升计划", max_length=300, blank=True, default="")
    plan_due_on = models.DateField("计划完成日期", null=True, blank=True)
    exempt_reason = models.CharField("免评原因", max_length=10, choices=ExemptReason.choices, blank=True)
    exempt_by = by_account_later("免评登记人")
    exempt_at = models.DateTimeField("免评登记时间", null=True, blank=True)

    objects = MemberYearQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "年度积分账户"
        constraints = [
            models.UniqueConstraint(fields=["member", "year"], name="member_year_once"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True)
                | Q(closed_by__isnull=False, frozen_total__isnull=False, frozen_hours__isnull=False),
                name="member_year_closed_whole",
            ),
            models.CheckConstraint(
                condition=Q(band="") | Q(closed_at__isnull=False, band_decided_by__isnull=False, exempt_reason=""),
                name="member_year_band_by_people",
            ),
            models.CheckConstraint(
                condition=Q(band="") | Q(band=models.F("suggested_band")) | ~Q(band_reason=""),
                name="member_year_other_band_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(plan="", plan_due_on__isnull=True)
                | ~Q(plan="") & Q(plan_due_on__isnull=False, band=Band.BELOW),
                name="member_year_plan_of_below",
                violation_error_message="提升计划须有完成日期，只用于待提升",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}"

    @property
    def state(self) -> str:
        """How far the account has come; whoever is exempt is not appraised, closed or not."""
        if self.exempt_reason:
            return YearState.EXEMPT
        if self.band:
            return YearState.DECIDED
        return YearState.CLOSED if self.closed_at else YearState.OPEN

    def total(self) -> Decimal:
        """The points credited in the year. One query."""
        credits = PointCredit.objects.filter(entry__account=self)
        return credits.aggregate(sum=models.Sum("credited"))["sum"] or Decimal(0)


class PointEntryQuerySet(ScopedQuerySet):
    def mine(self, user):
        return self.filter(account__member__user=user.pk)

    def standing_for(self, source: str):
        """The entry of a deed, the last first: one that was moved to another file of the same person stands in the other's account."""
        return self.filter(Q(source=source) | Q(source__startswith=source + MOVED)).order_by("-pk")

    def labelled(self):
        """With `item_label`, the item's name in the rules that the entry was made under."""
        items = RuleItem.objects.filter(rule_set=models.OuterRef("rule_set"), code=models.OuterRef("item_code"))
        return self.annotate(item_label=models.Subquery(items.values("label")[:1]))


class PointEntry(LedgerEntry):
    """One deed in the ledger. Never updated or deleted; a mistake is taken back by one reversing entry."""

    scope_area = "area"
    names_persons = EVERY_ROW

    account = models.ForeignKey(MemberYear, models.PROTECT, related_name="entries", verbose_name="账户")
    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="归属区域")
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="entries", verbose_name="依据规则")
    item_code = models.CharField("项目代码", max_length=10)
    kind = models.SmallIntegerField("方向", choices=EntryKind.choices, default=EntryKind.EARN)
    source = models.CharField("来源标识", max_length=60, unique=True)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversal", verbose_name="冲正的条目"
    )
    quantity = models.DecimalField("数量", max_digits=7, decimal_places=1)
    occurred_at = models.DateTimeField("发生时间")
    note = models.CharField("说明", max_length=200, blank=True)
    recorded_at = models.DateTimeField("记入时间")
    recorded_by = by_account("记入人")

    objects = PointEntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "积分条目"
        ordering = ["occurred_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=EntryKind.EARN, reverses__isnull=True)
                | Q(kind=EntryKind.REVERSE, reverses__isnull=False),
                name="point_entry_reversal_names_its_entry",
                violation_error_message="冲正须指明原条目",
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="point_entry_quantity_positive"),
            one_place("point_entry_place_in_account"),
        ]
        indexes = [models.Index(fields=["area", "occurred_at"], name="point_entry_area_time")]
        triggers = APPEND_ONLY

    def __str__(self) -> str:
        return f"{timezone.localdate(self.occurred_at)} {self.item_code}"

    def content(self) -> Content:
        """All that the entry says, as it is sealed."""
        return (
            self.account_id,
            self.area_id,
            self.rule_set_id,
            self.item_code,
            int(self.kind),
            self.source,
            self.reverses_id,
            amount(Decimal(self.quantity)),
            moment(self.occurred_at),
            self.note,
            moment(self.recorded_at),
            self.recorded_by_id,
        )


class PointCredit(models.Model):
    """What an entry was worth under the rules and caps, and why. Derived: recomputed from the year's entries."""

    scope_area = "entry__area"
    names_persons = EVERY_ROW

    entry = models.OneToOneField(PointEntry, models.PROTECT, primary_key=True, related_name="credit")
    raw = models.DecimalField("应得", max_digits=8, decimal_places=2)
    credited = models.DecimalField("计入", max_digits=8, decimal_places=2)
    reasons = models.JSONField("计算说明", default=list)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "积分计入"

    def __str__(self) -> str:
        return f"{self.credited}"
