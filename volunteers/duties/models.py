"""Duty posts (设岗定责), claims on them (认岗), and the words of the pledges (承诺)."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone

from orgtree.database.audit import audited
from orgtree.database.stamps import by_account, by_account_later
from orgtree.database.states import in_state, only_in_state
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import EVERY_ROW, STAFF_ONLY
from volunteers.duties.choices import ClaimOrigin, ClaimState, DutyClass, DutyKind, DutyState, ReleaseCause
from volunteers.duties.rules import duties as rules
from volunteers.members.choices.people import FreeTime
from volunteers.members.models.own import OfMemberQuerySet

# Lists in the order of the choices: a constraint is written into migrations as it stands.
LIVE = [state for state in ClaimState if state in rules.LIVE]
ENDED = [state for state in ClaimState if state not in rules.LIVE]
MOST_NEEDED = 500


class PledgeTextQuerySet(models.QuerySet):
    def in_force(self, day):
        """The newest words of each kind of post that are in force on `day`."""
        return self.filter(active_from__lte=day).order_by("kind", "-active_from", "-version").distinct("kind")


class PledgeText(models.Model):
    """One version of the words that are signed with a claim on posts of one kind."""

    kind = models.CharField("岗位类型", max_length=16, choices=DutyKind.choices)
    version = models.PositiveSmallIntegerField("版本")
    text = models.TextField("承诺内容", max_length=2000)
    active_from = models.DateField("启用日期")

    objects = PledgeTextQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "承诺书"
        constraints = [models.UniqueConstraint(fields=["kind", "version"], name="pledge_text_version")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}承诺书（第{self.version}版）"


class DutyPostQuerySet(ScopedQuerySet):
    def open_on(self, day):
        """Posts that take claims on `day`: neither closed nor past their term."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=day), state=DutyState.OPEN)

    def standing_at(self, moment, day):
        """Posts that stood at `moment`, which lies on `day`: begun, not closed by then, and within their term."""
        return self.filter(
            Q(until__isnull=True) | Q(until__gt=day),
            Q(closed_at__isnull=True) | Q(closed_at__gt=moment),
            since__lte=day,
            created_at__lte=moment,
        )

    def counted(self):
        """With `waiting`, `appointed` and `missing`: claims that wait, people in the post, people still needed."""
        return self.annotate(
            waiting=Count("claims", filter=Q(claims__state=ClaimState.CLAIMED)),
            appointed=Count("claims", filter=Q(claims__state=ClaimState.APPOINTED)),
        ).annotate(missing=F("needed") - F("appointed"), vacant=F("needed") - F("appointed") - F("waiting"))


@audited()
class DutyPost(models.Model):
    """A post that a community, grid or building needs people for, from `since` until the day `until` (not included)."""

    scope_area = "area"
    names_persons = STAFF_ONLY

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="duty_posts", verbose_name="设岗区域")
    title = models.CharField("岗位名称", max_length=40)
    post_class = models.CharField("岗位类别", max_length=16, choices=DutyClass.choices)
    kind = models.CharField("岗位类型", max_length=16, choices=DutyKind.choices, default=DutyKind.ORDINARY)
    duties = models.CharField("岗位职责", max_length=500)
    needed = models.PositiveSmallIntegerField(
        "需要人数",
        default=1,
        validators=[MinValueValidator(1, "至少需要1人"), MaxValueValidator(MOST_NEEDED, f"最多{MOST_NEEDED}人")],
    )
    skills = models.ManyToManyField("volunteers.Skill", blank=True, related_name="duty_posts", verbose_name="所需特长")
    free_times = ArrayField(
        models.CharField(max_length=20, choices=FreeTime.choices), default=list, blank=True, verbose_name="上岗时间"
    )
    since = models.DateField("任期开始", default=timezone.localdate)
    until = models.DateField("任期截止", null=True, blank=True, help_text="当日起不再在岗；长期岗位不填")
    contact = models.CharField("联系方式", max_length=60, blank=True, help_text="党员可见，如“社区党群服务中心 二楼”")
    point_item = models.CharField(
        "按月积分项目", max_length=10, blank=True, help_text="在岗期间每月计入的积分项目；不按月计分的岗位不填"
    )
    state = models.CharField("状态", max_length=8, choices=DutyState.choices, default=DutyState.OPEN)
    created_at = models.DateTimeField("设岗时间", default=timezone.now)
    created_by = by_account("设岗人")
    closed_at = models.DateTimeField("停止时间", null=True, blank=True)

    objects = DutyPostQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "岗位设置"
        ordering = ["area_id", "post_class", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(needed__gte=1), name="duty_post_needs_someone", violation_error_message="至少需要1人"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
                name="duty_post_ends_after_it_begins",
                violation_error_message="任期截止应晚于任期开始",
            ),
            only_in_state(DutyState.CLOSED, "duty_post_closed_with_time", "停止时间与状态不符", has="closed_at"),
        ]
        indexes = [models.Index(fields=["area", "state"], name="duty_post_area")]

    def __str__(self) -> str:
        return self.title

    @property
    def free_times_in_words(self) -> str:
        return "、".join(FreeTime(code).label for code in self.free_times)

    @property
    def term_in_words(self) -> str:
        """2026-01-01 起, or 2026-01-01 至 2026-12-31 with the last day of the term."""
        return rules.term_in_words(self.since, self.until)


class DutyClaimQuerySet(OfMemberQuerySet):
    def live(self):
        """Waiting for the community, or appointed."""
        return self.filter(ended_at__isnull=True)

    def waiting(self):
        """Claimed, and not yet decided."""
        return self.filter(state=ClaimState.CLAIMED)

    def appointed(self):
        return self.filter(state=ClaimState.APPOINTED)

    def appointed_at_moment(self, moment):
        """Claims whose holder was in the post at `moment`."""
        return self.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=moment), appointed_at__lte=moment)


@audited()
class DutyClaim(models.Model):
    """One member on one post, with the pledge signed for it."""

    scope_area = "post__area"
    names_persons = EVERY_ROW
    personal_fields = ("reason",)

    post = models.ForeignKey(DutyPost, models.PROTECT, related_name="claims", verbose_name="岗位")
    member = models.ForeignKey("volunteers.Member", models.PROTECT, related_name="duty_claims", verbose_name="党员")
    state = models.CharField("状态", max_length=10, choices=ClaimState.choices, default=ClaimState.CLAIMED)
    origin = models.CharField("来源", max_length=6, choices=ClaimOrigin.choices)
    pledge = models.ForeignKey(PledgeText, models.PROTECT, related_name="claims", verbose_name="承诺书")
    on_paper = models.BooleanField("纸质签署", default=False)
    claimed_at = models.DateTimeField("认领时间")
    entered_by = by_account("录入人")
    appointed_at = models.DateTimeField("任岗时间", null=True, blank=True)
    decided_by = by_account_later("审认人")
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    ended_by = by_account_later("办理人")
    cause = models.CharField("离岗原因", max_length=12, choices=ReleaseCause.choices, blank=True)
    reason = models.CharField("说明", max_length=200, blank=True)
    # The first month whose points have not been looked at yet; empty before the appointment.
    credit_from = models.DateField(null=True, blank=True, editable=False)

    objects = DutyClaimQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "认岗记录"
        ordering = ["-claimed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "member"],
                condition=Q(ended_at__isnull=True),
                name="duty_claim_one_live_per_member",
                violation_error_message="已认领这个岗位",
            ),
            only_in_state(ENDED, "duty_claim_ended_with_state", "结束时间与状态不符", has="ended_at"),
            in_state(
                ClaimState.APPOINTED,
                "duty_claim_appointed_with_author",
                "任岗须有审认人和时间",
                has="appointed_at decided_by credit_from",
            ),
            in_state(ClaimState.DECLINED, "duty_claim_declined_with_reason", "未通过须写明原因", says="reason"),
            models.CheckConstraint(
                condition=Q(cause="") ^ Q(state=ClaimState.RELEASED),
                name="duty_claim_released_with_cause",
                violation_error_message="离岗须有原因",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "claimed_at"], name="duty_claim_waiting"),
            models.Index(fields=["member", "state"], name="duty_claim_member"),
        ]

    def __str__(self) -> str:
        return f"{self.member} → {self.post}"

    @property
    def area(self):
        return self.post.area
