"""Deeds reported for points: by the desk or the member, confirmed by others, credited once."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from orgtree.database.audit import audited
from orgtree.database.stamps import by_account, by_account_later
from orgtree.database.states import in_state
from orgtree.files.models import AttachedFileField
from orgtree.files.rules import EVIDENCE
from orgtree.scope.models.rows import EVERY_ROW, scope_condition
from volunteers.members.models.own import OfMemberQuerySet
from volunteers.points.choices import ConfirmerRole, PointCategory, PointUnit
from volunteers.points.models.points import PointEntry, RuleItem
from volunteers.points.rules.roles import ROLE_PERMISSIONS
from volunteers.standing.choices.deed import DeedOrigin, DeedState
from volunteers.standing.rules.deeds import WAITING


class DeedReportQuerySet(OfMemberQuerySet):
    def waiting(self):
        """Reported, and neither credited nor refused."""
        return self.filter(state__in=WAITING)

    def deductions(self):
        return self.filter(category=PointCategory.DEDUCTION)

    def to_decide(self, user, *, only_second: bool = False):
        """Those that wait for a role which the user has in the area of the deed; who entered one is not asked.

        With `only_second`, those that were confirmed once. A deduction waits for them once the person has answered, or the days for it are over.
        """
        answered = Q(state=DeedState.NOTICED) & (Q(replied_at__isnull=False) | Q(reply_until__lt=timezone.localdate()))
        condition = Q(pk__in=[])
        for role, permission in ROLE_PERMISSIONS.items():
            first = (Q(state=DeedState.SUBMITTED) | answered) & Q(confirmer_role=role)
            second = Q(state=DeedState.CONFIRMED, second_role=role) & ~Q(first_by=user.pk)
            asked = second if only_second else first | second
            condition |= asked & scope_condition(self.model, user, permission)
        return self.filter(condition).exclude(entered_by=user.pk).exclude(member__user=user.pk)

    def labelled(self):
        """With `item_label` and `item_unit`, from the rules that the report was made under."""
        items = RuleItem.objects.filter(rule_set=models.OuterRef("rule_set"), code=models.OuterRef("item_code"))
        return self.annotate(
            item_label=models.Subquery(items.values("label")[:1]), item_unit=models.Subquery(items.values("unit")[:1])
        )


@audited()
class DeedReport(models.Model):
    """One deed of one member for one item of the points table. Roles and category are frozen with its rules.

    `quantity` is times, items or months; for an item by level it is the level. `deed_key` names the deed, so that the
    same deed at a higher level takes the place of the lower.
    """

    scope_area = "area"
    scope_institution = "member__unit"  # for `card_view` alone: a unit's posts carry no other permission on points
    names_persons = EVERY_ROW
    personal_fields = ("evidence", "reply")

    member = models.ForeignKey("volunteers.Member", models.PROTECT, related_name="deeds", verbose_name="党员")
    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="归属区域")
    rule_set = models.ForeignKey("volunteers.RuleSet", models.PROTECT, related_name="+", verbose_name="依据规则")
    item_code = models.CharField("积分项目", max_length=10)
    category = models.CharField("类别", max_length=1, choices=PointCategory.choices)
    confirmer_role = models.CharField("确认角色", max_length=2, choices=ConfirmerRole.choices)
    second_role = models.CharField("复核角色", max_length=2, choices=ConfirmerRole.choices, blank=True)
    quantity = models.DecimalField("数量或级别", max_digits=5, decimal_places=1, default=1)
    happened_on = models.DateField("发生日期")
    deed_key = models.CharField("事迹名称", max_length=60, blank=True)
    evidence = models.CharField("依据", max_length=500)
    file = AttachedFileField("附件", upload_to="deeds/%Y/%m", blank=True, taken=EVIDENCE)
    service = models.ForeignKey(
        "volunteers.ServiceRecord", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="涉及的服务"
    )
    sign_up = models.OneToOneField(
        "volunteers.SignUp", models.PROTECT, null=True, blank=True, related_name="deed", verbose_name="未到的报名"
    )
    origin = models.CharField("来源", max_length=8, choices=DeedOrigin.choices)
    client_key = models.UUIDField("提交标识", null=True, blank=True)
    state = models.CharField("状态", max_length=12, choices=DeedState.choices, default=DeedState.SUBMITTED)
    entered_by = by_account("登记人")
    entered_at = models.DateTimeField("登记时间")
    reply_until = models.DateField("说明期限", null=True, blank=True)
    reply = models.CharField("本人说明", max_length=500, blank=True)
    replied_at = models.DateTimeField("说明时间", null=True, blank=True)
    first_by = by_account_later("确认人")
    first_at = models.DateTimeField("确认时间", null=True, blank=True)
    second_by = by_account_later("复核人")
    second_at = models.DateTimeField("复核时间", null=True, blank=True)
    ended_by = by_account_later("退回或冲正人")
    ended_at = models.DateTimeField("退回或冲正时间", null=True, blank=True)
    reason = models.CharField("退回或冲正原因", max_length=200, blank=True)

    objects = DeedReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "积分事项"
        ordering = ["-happened_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["member", "client_key"], name="deed_once_per_client_key"),
            models.UniqueConstraint(
                fields=["member", "item_code", "deed_key"],
                condition=Q(state=DeedState.CREDITED) & ~Q(deed_key=""),
                name="deed_highest_level_only",
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="deed_quantity_positive"),
            in_state(
                [DeedState.CONFIRMED, DeedState.CREDITED, DeedState.REVERSED],
                "deed_confirmed_with_author",
                has="first_by first_at",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[DeedState.CREDITED, DeedState.REVERSED])
                | Q(second_role="")
                | Q(second_by__isnull=False, second_at__isnull=False),
                name="deed_credited_with_second",
            ),
            models.CheckConstraint(
                condition=Q(first_by__isnull=True) | ~Q(first_by=models.F("entered_by")),
                name="deed_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(second_by__isnull=True)
                | ~Q(second_by=models.F("first_by")) & ~Q(second_by=models.F("entered_by")),
                name="deed_seconded_by_a_third",
            ),
            in_state([DeedState.REJECTED, DeedState.REVERSED], "deed_ended_with_reason", says="reason"),
            models.CheckConstraint(
                condition=~Q(category=PointCategory.DEDUCTION) | Q(reply_until__isnull=False),
                name="deed_deduction_hears_the_person",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "area"], name="deed_state_area"),
            models.Index(fields=["member", "happened_on"], name="deed_member_day"),
        ]

    def __str__(self) -> str:
        return f"{self.happened_on} {self.item_code}"

    @property
    def source(self) -> str:
        """How the ledger knows it."""
        return f"deed:{self.pk}"

    @property
    def is_deduction(self) -> bool:
        return self.category == PointCategory.DEDUCTION

    @property
    def may_be_confirmed(self) -> bool:
        """Whether the person has answered, or the days for an answer are over."""
        return self.replied_at is not None or self.reply_until is None or self.reply_until < timezone.localdate()

    def item(self) -> RuleItem:
        """Its line of the table it was reported under. One query."""
        return RuleItem.objects.get(rule_set=self.rule_set_id, code=self.item_code)

    def amount_in_words(self) -> str:
        """2次, 3个月, 第2级; needs `labelled()`."""
        unit = PointUnit(self.item_unit)
        shown = int(self.quantity)
        if unit == PointUnit.LEVEL:
            return f"第{shown}级"
        return f"{shown}{'个月' if unit == PointUnit.MONTH else unit.label}"

    def point_entry(self) -> PointEntry | None:
        """What it earned, with its credit; None while it is not credited."""
        return PointEntry.objects.select_related("credit").standing_for(self.source).first()
