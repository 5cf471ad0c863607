"""Activities (活动), their sessions with place and time, and who signed up: attendance is per session."""

from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone

from orgtree.database.audit import audited
from orgtree.database.stamps import by_account, by_account_later
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import EVERY_ROW, STAFF_ONLY
from volunteers.activities.choices import ActivityReach, ActivityState, RollMethod, SessionState, SignUpState
from volunteers.activities.rules import activity as rules
from volunteers.members.choices.people import ActivityCategory
from volunteers.members.models.own import OfMemberQuerySet

# Lists in the order of the choices: a constraint is written into migrations as it stands.
TAKING = [state for state in SignUpState if state in rules.TAKING]
LIVE = [state for state in SignUpState if state in rules.LIVE]


class ActivityQuerySet(ScopedQuerySet):
    def published(self):
        return self.filter(state=ActivityState.PUBLISHED)

    def shown(self):
        """What members see: everything but drafts."""
        return self.exclude(state=ActivityState.DRAFT)


@audited()
class Activity(models.Model):
    """Something that is organised, once or over several sessions; it earns under the item of its `kind`, a training none.

    `area` is who holds it. `reach` says whose members may come. Risks are told (志愿服务条例 Art. 12), and a risky
    service has its insurance named (Art. 17).
    """

    scope_area = "area"
    names_persons = STAFF_ONLY
    personal_fields = ("contact",)

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="activities", verbose_name="主办区域")
    title = models.CharField("活动名称", max_length=40)
    category = models.CharField("活动类型", max_length=14, choices=ActivityCategory.choices)
    kind = models.ForeignKey(
        "volunteers.ServiceKind",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name="服务类别",
    )
    description = models.TextField("活动内容", max_length=1000)
    reach = models.CharField("招募范围", max_length=10, choices=ActivityReach.choices, default=ActivityReach.COMMUNITY)
    roll_method = models.CharField("签到方式", max_length=6, choices=RollMethod.choices, default=RollMethod.CALL)
    team = models.ForeignKey(
        "volunteers.ServiceTeam",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name="服务队",
        help_text="由哪支服务队开展；到场队员的时长记入该队",
    )
    organiser = by_account("负责人")
    contact = models.CharField("联系方式", max_length=40, help_text="报名的党员看得到，如 社区办公室 0379-6321****")
    skills = models.ManyToManyField(
        "volunteers.Skill", blank=True, related_name="activities", verbose_name="需要的特长"
    )
    risk_note = models.CharField("风险提示", max_length=300, blank=True, help_text="可能的风险和注意事项，报名前显示")
    is_risky = models.BooleanField("有人身危险", default=False, help_text="登高、涉水、清雪、夜间道路等")
    insurance_note = models.CharField(
        "保险", max_length=200, blank=True, help_text="有人身危险的，写明保险由谁办理、保单号或起止日期"
    )
    state = models.CharField("状态", max_length=10, choices=ActivityState.choices, default=ActivityState.DRAFT)
    published_at = models.DateTimeField("发布时间", null=True, blank=True)
    published_by = by_account_later("发布人")
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    cancel_reason = models.CharField("取消原因", max_length=200, blank=True)
    created_at = models.DateTimeField("创建时间", auto_now_add=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "活动"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_risky=False) | ~Q(insurance_note="") & ~Q(risk_note=""),
                name="activity_risky_with_insurance",
                violation_error_message="有人身危险的活动，须写明风险提示和保险",
            ),
            models.CheckConstraint(
                condition=Q(kind__isnull=True) ^ ~Q(category=ActivityCategory.TRAINING),
                name="activity_kind_unless_training",
                violation_error_message="培训没有服务类别，其他活动须有",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=False, published_by__isnull=False)
                | Q(state__in=[ActivityState.DRAFT, ActivityState.CANCELLED]),
                name="activity_published_with_author",
                violation_error_message="发布须有发布人和时间",
            ),
            models.CheckConstraint(
                condition=Q(cancel_reason="") ^ Q(state=ActivityState.CANCELLED),
                name="activity_cancelled_with_reason",
                violation_error_message="取消须写明原因",
            ),
        ]
        indexes = [models.Index(fields=["area", "state"], name="activity_area_state")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_training(self) -> bool:
        """Whether those who come learn: no hours, no points, no deduction."""
        return self.category == ActivityCategory.TRAINING


class ActivitySessionQuerySet(ScopedQuerySet):
    def shown(self):
        """Sessions of activities that are no drafts."""
        return self.exclude(activity__state=ActivityState.DRAFT)

    def standing(self):
        """Neither called off nor of an activity that is."""
        return self.filter(
            cancelled_at__isnull=True, activity__state__in=[ActivityState.PUBLISHED, ActivityState.ENDED]
        )

    def coming(self, now):
        """Published, standing, and not yet over."""
        return self.standing().filter(ends_at__gt=now, roll_submitted_at__isnull=True)

    def to_call(self, now):
        """Begun, standing, and without a submitted roll."""
        return self.standing().filter(starts_at__lte=now, roll_submitted_at__isnull=True)

    def led_by(self, user):
        """Sessions whose roll is the person's to call: their leader, or the organiser where no leader is named."""
        return self.filter(Q(leader__user=user.pk) | Q(leader__isnull=True, activity__organiser=user.pk))

    def trainings(self):
        return self.filter(activity__category=ActivityCategory.TRAINING)

    def services(self):
        """Sessions at which people serve: all but trainings."""
        return self.exclude(activity__category=ActivityCategory.TRAINING)

    def held_by(self, moment):
        """Sessions whose roll was submitted by `moment`, with at least one person there."""
        there = models.Exists(SignUp.objects.filter(session=models.OuterRef("pk"), state=SignUpState.ATTENDED))
        return self.filter(there, roll_submitted_at__lte=moment)

    def with_room(self, now):
        """Coming sessions with places left."""
        return self.coming(now).filter(starts_at__gt=now).counted().filter(taken__lt=F("capacity"))

    def counted(self):
        """With `taken` and `waiting`, how many hold a place and how many wait for one."""
        return self.annotate(
            taken=Count("sign_ups", filter=Q(sign_ups__state__in=TAKING)),
            waiting=Count("sign_ups", filter=Q(sign_ups__state=SignUpState.WAITING)),
        )


@audited()
class ActivitySession(models.Model):
    """One sitting of an activity: when, where, how many. The leader, or else the organiser, calls its roll."""

    scope_area = "activity__area"
    names_persons = ("leader",)

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="sessions", verbose_name="活动")
    starts_at = models.DateTimeField("开始时间")
    ends_at = models.DateTimeField("结束时间")
    place = models.CharField("地点", max_length=60)
    capacity = models.PositiveSmallIntegerField("名额")
    sign_up_until = models.DateTimeField("报名截止")
    leader = models.ForeignKey(
        "volunteers.Member",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_sessions",
        verbose_name="带队人",
        help_text="由谁点名；不填就由活动负责人点名",
    )
    cancelled_at = models.DateTimeField("取消时间", null=True, blank=True)
    cancel_reason = models.CharField("取消原因", max_length=200, blank=True)
    roll_submitted_at = models.DateTimeField("点名提交时间", null=True, blank=True)
    roll_submitted_by = by_account_later("点名人")

    objects = ActivitySessionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "活动场次"
        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "starts_at", "place"],
                condition=Q(cancelled_at__isnull=True),
                name="session_once_per_place_and_time",
                violation_error_message="这个时间、地点已有一场",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="session_ends_after_it_starts",
                violation_error_message="结束时间应晚于开始时间",
            ),
            models.CheckConstraint(
                condition=Q(sign_up_until__lte=F("starts_at")),
                name="session_closes_before_it_starts",
                violation_error_message="报名截止不能晚于开始时间",
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1), name="session_has_room", violation_error_message="名额至少为1"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) ^ ~Q(cancel_reason=""),
                name="session_cancelled_with_reason",
                violation_error_message="取消须写明原因",
            ),
            models.CheckConstraint(
                condition=Q(roll_submitted_at__isnull=True) ^ Q(roll_submitted_by__isnull=False),
                name="session_roll_with_author",
                violation_error_message="提交点名须有点名人和时间",
            ),
        ]
        indexes = [
            models.Index(fields=["starts_at"], name="session_start"),
            models.Index(fields=["roll_submitted_at"], name="session_roll"),
        ]

    def __str__(self) -> str:
        return f"{self.activity} {self.when_in_words}"

    @property
    def state(self) -> str:
        """How far it has come, whatever the clock says."""
        if self.cancelled_at:
            return SessionState.CANCELLED
        return SessionState.CALLED if self.roll_submitted_at else SessionState.OPEN

    @property
    def when_in_words(self) -> str:
        """2026年5月1日 周五 09:00–11:00."""
        start, end = timezone.localtime(self.starts_at), timezone.localtime(self.ends_at)
        next_day = "次日" if end.date() > start.date() else ""
        week = "一二三四五六日"[start.weekday()]
        return f"{start.year}年{start.month}月{start.day}日 周{week} {start:%H:%M}–{next_day}{end:%H:%M}"


class SignUpQuerySet(OfMemberQuerySet):
    def live(self):
        """Holding a place or waiting for one, in a session whose roll is open."""
        return self.filter(state__in=LIVE)

    def taking(self):
        """Those that fill a place."""
        return self.filter(state__in=TAKING)

    def in_line(self):
        """The wait list, first come first."""
        return self.filter(state=SignUpState.WAITING).order_by("signed_up_at", "pk")

    def on_roll(self):
        """Whom the leader calls: everyone who did not take their name back or wait in vain."""
        return self.exclude(state__in=[SignUpState.CANCELLED, SignUpState.WAITING])

    def attended(self):
        return self.filter(state=SignUpState.ATTENDED)

    def no_shows(self):
        """Signed up to serve, not there and not excused, by a submitted roll. Who never signed up cannot have failed to come."""
        called = self.filter(state=SignUpState.ABSENT, is_walk_in=False, session__roll_submitted_at__isnull=False)
        return called.exclude(session__activity__category=ActivityCategory.TRAINING)

    def learned(self):
        """Trainings that somebody came to, by a submitted roll."""
        called = self.attended().filter(session__roll_submitted_at__isnull=False)
        return called.filter(session__activity__category=ActivityCategory.TRAINING)


@audited()
class SignUp(models.Model):
    """One person in one session, from signing up to the roll; a person who leaves and comes back keeps the row."""

    scope_area = "session__activity__area"
    names_persons = EVERY_ROW
    personal_fields = ("excuse",)

    session = models.ForeignKey(ActivitySession, models.PROTECT, related_name="sign_ups", verbose_name="场次")
    member = models.ForeignKey("volunteers.Member", models.PROTECT, related_name="sign_ups", verbose_name="党员")
    state = models.CharField("状态", max_length=10, choices=SignUpState.choices)
    signed_up_at = models.DateTimeField("报名时间")
    signed_up_by = by_account("报名人")
    promoted_at = models.DateTimeField("递补时间", null=True, blank=True)
    excuse = models.CharField("请假事由", max_length=100, blank=True)
    leave_at = models.DateTimeField("请假时间", null=True, blank=True, help_text="开始前请的假，点名不能改为缺")
    is_walk_in = models.BooleanField("现场加入", default=False)
    arrived_at = models.DateTimeField("到场时间", null=True, blank=True, help_text="与计划不同时填写")
    left_at = models.DateTimeField("离场时间", null=True, blank=True, help_text="与计划不同时填写")
    by_qr = models.BooleanField("扫码签到", default=False)
    marked_by = by_account_later("点名人")

    objects = SignUpQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "活动报名"
        ordering = ["signed_up_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "member"],
                name="sign_up_once_per_session",
                violation_error_message="已在这一场的名单上",
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(arrived_at__isnull=True) | Q(left_at__gt=F("arrived_at")),
                name="sign_up_leaves_after_arriving",
                violation_error_message="离场时间应晚于到场时间",
            ),
        ]
        indexes = [
            models.Index(fields=["session", "state", "signed_up_at"], name="sign_up_line"),
            models.Index(fields=["member", "state"], name="sign_up_member"),
        ]

    @property
    def as_told(self) -> str:
        """The state as the person reads it: who took their name back has left, which is not that nothing takes place."""
        told = {SignUpState.ATTENDED: "已到场", SignUpState.ABSENT: "未到", SignUpState.CANCELLED: "已退出"}
        if self.state == SignUpState.CANCELLED and self.session.cancelled_at:
            return str(SignUpState.CANCELLED.label)
        return told.get(SignUpState(self.state)) or self.get_state_display()

    def __str__(self) -> str:
        return f"{self.member} {self.get_state_display()}"


class NoShowQuerySet(SignUpQuerySet):
    def allowed(self, user, permission: str):
        """Nobody is a no-show before the roll says so."""
        return super().allowed(user, permission).no_shows()


class NoShow(SignUp):
    """A sign-up that a submitted roll found absent, as the desk lists it."""

    objects = NoShowQuerySet.as_manager()

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "未到名单"
        ordering = ["-session__starts_at", "id"]
