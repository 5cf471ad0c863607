"""Emergencies (应急动员): who is called where, for how long, what was set up for the time, and what remains of it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from orgtree.choices import Permission
from orgtree.database.audit import audited
from orgtree.database.stamps import by_account, by_account_later
from orgtree.database.states import only_in_state
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import STAFF_ONLY, touch_condition
from volunteers.emergencies import rules
from volunteers.emergencies.choices import EmergencyKind, EmergencyState


class EmergencyLimitsQuerySet(models.QuerySet):
    def in_force(self, day):
        """The newest row in force on `day`; raises DoesNotExist before the first."""
        return self.filter(active_from__lte=day).latest("active_from")


@audited()
class EmergencyLimits(models.Model):
    """Dated limits; the newest row that has begun holds."""

    active_from = models.DateField("启用日期", unique=True)
    longest_days = models.PositiveSmallIntegerField(
        "最长天数",
        default=90,
        validators=[MinValueValidator(1)],
        help_text="计划结束日期最晚为今天起多少天，到期可延长",
    )
    warn_days = models.PositiveSmallIntegerField("到期前提醒（天）", default=3)
    purge_days = models.PositiveSmallIntegerField(
        "结束后保留名单（天）",
        default=0,
        validators=[MaxValueValidator(180)],
        help_text="0为结束时即清除；最长180天，只为收尾核对",
    )

    objects = EmergencyLimitsQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "应急动员时限"
        ordering = ["-active_from"]

    def __str__(self) -> str:
        return f"{self.active_from}起"

    def as_value(self) -> rules.Limits:
        return rules.Limits(self.longest_days, self.warn_days, self.purge_days)


class EmergencyQuerySet(ScopedQuerySet):
    def open(self):
        return self.filter(state=EmergencyState.OPEN)

    def concerning(self, user, permission: str):
        """Emergencies that touch the viewer's reach: one of their areas lies in it, or contains a part of it.

        Says only that they exist; the rows below them (call-ups, shifts) are asked by their own areas.
        """
        touching = touch_condition(user, permission, lookup="area")
        parts = EmergencyArea.objects.filter(touching, emergency=OuterRef("pk"))
        return self.filter(Exists(parts))

    def overseen_by(self, user):
        """Those in every area of which `user` may open and close."""
        parts = EmergencyArea.objects.filter(emergency=OuterRef("pk"))
        reach = EmergencyArea.objects.allowed(user, Permission.EMERGENCY_OPEN)
        return self.filter(Exists(parts), ~Exists(parts.exclude(pk__in=reach.values("pk"))))

    def overdue(self, day):
        """Open, and past their last day."""
        return self.open().filter(planned_end__lt=day)


@audited()
class Emergency(models.Model):
    """One emergency. `area` is the level that launched it, `parts` are the areas called up."""

    scope_area = "area"
    names_persons = STAFF_ONLY

    number = models.CharField("编号", max_length=16, unique=True)
    title = models.CharField("名称", max_length=60)
    kind = models.CharField("类型", max_length=12, choices=EmergencyKind.choices)
    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="启动层级")
    areas = models.ManyToManyField("orgtree.Area", through="EmergencyArea", related_name="+", verbose_name="动员区域")
    reason = models.CharField("启动依据", max_length=200, help_text="写明事由，有文件的写文号")
    state = models.CharField("状态", max_length=8, choices=EmergencyState.choices, default=EmergencyState.DRAFT)
    planned_end = models.DateField("计划结束日期", help_text="当日结束后自动停止")
    drafted_by = by_account("拟稿人")
    drafted_at = models.DateTimeField("拟稿时间")
    opened_by = by_account_later("启动人")
    opened_at = models.DateTimeField("启动时间", null=True, blank=True)
    closed_by = by_account_later("结束人")
    closed_at = models.DateTimeField("结束时间", null=True, blank=True)
    purge_on = models.DateField("名单清除日期", null=True, blank=True)
    purged_at = models.DateTimeField("名单清除时间", null=True, blank=True)

    objects = EmergencyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "应急动员"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=EmergencyState.DRAFT) ^ Q(opened_by__isnull=False, opened_at__isnull=False),
                name="emergency_opened_with_author",
                violation_error_message="启动须有启动人和时间",
            ),
            only_in_state(EmergencyState.CLOSED, "emergency_closed_with_time", "结束时间与状态不符", has="closed_at"),
            models.CheckConstraint(
                condition=Q(purged_at__isnull=True) | Q(state=EmergencyState.CLOSED),
                name="emergency_purged_after_closing",
                violation_error_message="结束后才能清除名单",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def is_open(self) -> bool:
        return self.state == EmergencyState.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state == EmergencyState.CLOSED

    @property
    def days_left(self) -> int:
        """Days after today until the planned end; negative once it is past."""
        return (self.planned_end - timezone.localdate()).days


class EmergencyArea(models.Model):
    """One area that an emergency calls up, with everything below it."""

    scope_area = "area"

    emergency = models.ForeignKey(Emergency, models.CASCADE, related_name="parts")
    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="动员区域")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "动员区域"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["emergency", "area"], name="emergency_area_once")]

    def __str__(self) -> str:
        return str(self.area)


class EmergencyStep(models.Model):
    """What was done with an emergency and why; append-only. `by` is empty where it ended by itself."""

    scope_area = "emergency__area"
    names_persons = STAFF_ONLY

    emergency = models.ForeignKey(Emergency, models.CASCADE, related_name="steps")
    text = models.CharField("事项", max_length=100)
    reason = models.CharField("说明", max_length=200, blank=True)
    by = by_account_later("办理人")
    at = models.DateTimeField("时间", default=timezone.now)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "动员过程"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text


@audited()
class EmergencyOrg(models.Model):
    """A temporary party organisation set up for an emergency; the organisation itself stands in the party tree."""

    scope_area = "org__area"
    names_persons = ("secretary",)

    emergency = models.ForeignKey(Emergency, models.PROTECT, related_name="orgs", verbose_name="应急动员")
    org = models.OneToOneField("orgtree.PartyOrg", models.PROTECT, related_name="emergency", verbose_name="临时党组织")
    secretary = by_account("书记")
    set_up_at = models.DateTimeField("成立时间", default=timezone.now)
    set_up_by = by_account("办理人")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "应急临时党组织"
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.org)


@audited()
class EmergencyPost(models.Model):
    """A pioneer post or responsibility area for the time of an emergency: a duty post like others, with an end."""

    scope_area = "duty__area"
    names_persons = STAFF_ONLY

    emergency = models.ForeignKey(Emergency, models.PROTECT, related_name="posts", verbose_name="应急动员")
    duty = models.OneToOneField(
        "volunteers.DutyPost", models.PROTECT, related_name="emergency_post", verbose_name="岗位"
    )
    set_up_at = models.DateTimeField("设立时间", default=timezone.now)
    set_up_by = by_account("办理人")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "先锋岗和责任区"
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.duty)


@audited()
class EmergencyRight(models.Model):
    """A post given for the time of an emergency; it ends with it."""

    scope_area = "post__area"
    names_persons = STAFF_ONLY

    emergency = models.ForeignKey(Emergency, models.PROTECT, related_name="rights", verbose_name="应急动员")
    post = models.OneToOneField("orgtree.Post", models.PROTECT, related_name="emergency_right", verbose_name="任职")
    given_by = by_account("授权人")
    given_at = models.DateTimeField("授权时间", default=timezone.now)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "应急授权"
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.post)


class EmergencyTotals(models.Model):
    """What an emergency came to in one area and everything below it, frozen at its closing: numbers, no persons."""

    scope_area = "area"

    emergency = models.ForeignKey(Emergency, models.CASCADE, related_name="totals", verbose_name="应急动员")
    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="区域")
    invited = models.PositiveIntegerField("发出动员", default=0)
    accepted = models.PositiveIntegerField("能参加", default=0)
    declined = models.PositiveIntegerField("不能参加", default=0)
    served = models.PositiveIntegerField("到岗人数", default=0)
    teams = models.PositiveIntegerField("志愿服务队", default=0)
    hours = models.DecimalField("到岗时长（小时）", max_digits=10, decimal_places=1, default=0)
    orgs = models.PositiveIntegerField("临时党组织", default=0)
    pioneer_posts = models.PositiveIntegerField("党员先锋岗", default=0)
    responsibility_areas = models.PositiveIntegerField("党员责任区", default=0)
    frozen_at = models.DateTimeField("汇总时间", default=timezone.now)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "应急动员汇总"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["emergency", "area"], name="emergency_totals_once"),
            models.CheckConstraint(
                condition=Q(invited__gte=F("accepted") + F("declined")),
                name="emergency_totals_add_up",
                violation_error_message="回复人数不能多于发出人数",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.emergency} {self.area}"

    @property
    def unanswered(self) -> int:
        return self.invited - self.accepted - self.declined
