"""Service records: who served, at what, from when to when, and who confirmed it."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.database.audit import audited
from orgtree.database.spans import moments_between, never_at_once
from orgtree.database.stamps import by_account, by_account_later
from orgtree.database.states import in_state, only_in_state
from orgtree.files.models import AttachedFileField
from orgtree.owned.models import EntryQuerySet, Owned
from orgtree.scope.models.rows import EVERY_ROW
from orgtree.text.rules.numbers import plain
from volunteers.members.models.own import OfMemberQuerySet
from volunteers.points.choices import ConfirmerRole
from volunteers.points.models.points import PointEntry
from volunteers.points.rules.roles import said_of_waiting
from volunteers.service.choices import ServiceOrigin, ServiceState
from volunteers.service.models.roles import in_role, of_first, of_last

ROLLED = [ServiceOrigin.ROLL, ServiceOrigin.QR]
COUNTING = [ServiceState.SUBMITTED, ServiceState.CONFIRMED]
WAITS_FOR_FIRST = ~Q(second_role="") & Q(first_by__isnull=True) & ~Q(origin__in=ROLLED)
CALLED_UP = Q(origin=ServiceOrigin.CALL_UP)


def stretch_in_words(started_at: datetime, ended_at: datetime) -> str:
    """2026-05-01 09:00–11:00, the end marked where it is on the next day."""
    start, end = timezone.localtime(started_at), timezone.localtime(ended_at)
    next_day = "次日" if end.date() > start.date() else ""
    return f"{start:%Y-%m-%d %H:%M}–{next_day}{end:%H:%M}"


class ServiceKind(Owned):
    """A kind of service of all or of an area; `item_code` is the item of the points table that it earns under."""

    code = models.CharField("代码", max_length=10, unique=True)
    name = models.CharField("服务类别", max_length=30)
    item_code = models.CharField("积分项目", max_length=10)
    hint = models.CharField("填写提示", max_length=100, blank=True)
    position = models.PositiveSmallIntegerField("排序", default=0)
    is_active = models.BooleanField("启用", default=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "服务类别"
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name


def _of_last(role: str) -> Q:
    """As the table says; the hours of an emergency are the street's whatever they were spent on."""
    return of_last(role) | CALLED_UP if role == ConfirmerRole.STREET else of_last(role) & ~CALLED_UP


class ServiceRecordQuerySet(OfMemberQuerySet):
    def confirmed(self):
        return self.filter(state=ServiceState.CONFIRMED)

    def waiting(self):
        """Submitted and not yet decided."""
        return self.filter(state=ServiceState.SUBMITTED)

    def to_confirm(self, user):
        """What waits for this very person, whose role it is: not their own, nor what they entered or said yes to first."""
        theirs = self._others(user, P.SERVICE_CONFIRM).exclude(WAITS_FOR_FIRST).exclude(first_by=user.pk)
        return in_role(theirs, user, _of_last)

    def to_vouch(self, user):
        """What waits for this person as the first of two confirmers."""
        return in_role(self._others(user, P.SERVICE_ENTER).filter(WAITS_FOR_FIRST), user, of_first)

    def _others(self, user, permission: str):
        """What waits and this person may decide there, but for their own and what they entered."""
        return self.allowed(user, permission).waiting().exclude(member__user=user.pk).exclude(entered_by=user.pk)

    def during(self, period):
        """Records whose service began in the period."""
        return self.filter(served_on__gte=period.start, served_on__lt=period.end)

    def confirmed_at(self, moment):
        """Confirmed by `moment` and not void then."""
        return self.filter(Q(voided_at__isnull=True) | Q(voided_at__gt=moment), decided_at__lte=moment).filter(
            state__in=[ServiceState.CONFIRMED, ServiceState.VOID]
        )


@audited()
class ServiceRecord(models.Model):
    """One service of one member. `area` is where the member belonged at the time; it does not follow a move.

    `client_key` is made by the phone before sending, so that a retry after a lost reply finds the record.
    """

    scope_area = "area"
    names_persons = EVERY_ROW

    member = models.ForeignKey("volunteers.Member", models.PROTECT, related_name="services", verbose_name="党员")
    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="services", verbose_name="归属区域")
    kind = models.ForeignKey(ServiceKind, models.PROTECT, related_name="records", verbose_name="服务类别")
    served_on = models.DateField("服务日期")
    started_at = models.DateTimeField("开始时间")
    ended_at = models.DateTimeField("结束时间")
    hours = models.DecimalField("时长（小时）", max_digits=5, decimal_places=1)
    people_served = models.PositiveIntegerField("服务人数", default=0)
    good_deeds = models.PositiveSmallIntegerField("办成的好事实事（件）", default=0)
    team = models.ForeignKey(
        "volunteers.ServiceTeam",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="services",
        verbose_name="服务队",
    )
    note = models.CharField("服务内容", max_length=300)
    photo = AttachedFileField("照片", upload_to="services/%Y/%m", blank=True)
    origin = models.CharField("来源", max_length=10, choices=ServiceOrigin.choices)
    state = models.CharField("状态", max_length=12, choices=ServiceState.choices, default=ServiceState.SUBMITTED)
    is_volunteer_record = models.BooleanField("计入志愿服务记录", default=True)
    counts_for_evaluation = models.BooleanField("计入党员评价", default=True)
    client_key = models.UUIDField("提交标识", null=True, blank=True)
    session = models.ForeignKey(
        "volunteers.ActivitySession",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="services",
        verbose_name="活动场次",
    )
    proof = models.CharField("证明人或凭据", max_length=100, blank=True)
    revision = models.PositiveSmallIntegerField("更正次数", default=0)
    confirm_reason = models.CharField("自动确认依据", max_length=200, blank=True)
    entered_by = by_account("录入人")
    entered_at = models.DateTimeField("录入时间")
    # As the rules of the day said, so that a queue need not ask them: who confirms it, and who before, where it takes two.
    confirmer_role = models.CharField("确认角色", max_length=2, choices=ConfirmerRole.choices, blank=True)
    second_role = models.CharField("复核角色", max_length=2, choices=ConfirmerRole.choices, blank=True)
    first_by = by_account_later("先行确认人")
    first_at = models.DateTimeField("先行确认时间", null=True, blank=True)
    decided_by = by_account_later("确认人")
    decided_at = models.DateTimeField("确认时间", null=True, blank=True)
    reason = models.CharField("退回或作废原因", max_length=200, blank=True)
    voided_at = models.DateTimeField("作废时间", null=True, blank=True)

    objects = ServiceRecordQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "服务记录"
        ordering = ["-started_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["member", "client_key"], name="service_once_per_client_key"),
            models.UniqueConstraint(
                fields=["session", "member"],
                name="service_once_per_session",
                violation_error_message="这一场活动已为该党员记录过时长",
            ),
            models.CheckConstraint(
                condition=Q(session__isnull=True) ^ Q(origin__in=ROLLED),
                name="service_roll_with_session",
                violation_error_message="活动点名的时长须注明场次",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__gt=F("started_at")),
                name="service_ends_after_it_starts",
                violation_error_message="结束时间应晚于开始时间",
            ),
            models.CheckConstraint(
                condition=Q(hours__gt=0, hours__lte=24),
                name="service_hours_within_a_day",
                violation_error_message="时长有误",
            ),
            in_state(
                [ServiceState.CONFIRMED, ServiceState.REJECTED, ServiceState.VOID],
                "service_decided_with_author",
                "确认或退回须有办理人和时间",
                has="decided_by decided_at",
            ),
            models.CheckConstraint(
                condition=~Q(state=ServiceState.CONFIRMED)
                | Q(second_role="")
                | Q(origin__in=ROLLED)
                | Q(first_by__isnull=False) & ~Q(first_by=F("decided_by")),
                name="service_two_confirmers",
                violation_error_message="这一项须由两人先后确认",
            ),
            in_state(
                [ServiceState.REJECTED, ServiceState.VOID],
                "service_refused_with_reason",
                "退回或作废须写明原因",
                says="reason",
            ),
            only_in_state(ServiceState.VOID, "service_void_with_time", "作废时间与状态不符", has="voided_at"),
            never_at_once(
                "service_no_overlap",
                "这段时间已有一条服务记录，同一时间不能重复记录",
                ["member_id"],
                moments_between("started_at", "ended_at"),
                condition=Q(state__in=COUNTING),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "served_on"], name="service_state_day"),
            models.Index(fields=["area", "served_on"], name="service_area_day"),
            models.Index(fields=["member", "served_on"], name="service_member_day"),
        ]

    def __str__(self) -> str:
        return f"{self.served_on} {self.kind} {plain(self.hours)}小时"

    @property
    def when_in_words(self) -> str:
        return stretch_in_words(self.started_at, self.ended_at)

    @property
    def is_rolled(self) -> bool:
        """Whether the roll of an activity says that the person was there."""
        return self.origin in ROLLED

    @property
    def is_called(self) -> bool:
        """Whether it comes from a shift of an emergency, whose number is known."""
        return self.origin == ServiceOrigin.CALL_UP

    @property
    def waits_for(self) -> str:
        """Who has yet to confirm, in words; "" once it was decided."""
        return said_of_waiting(self) if self.state == ServiceState.SUBMITTED else ""

    @property
    def source(self) -> str:
        """What its points are entered under: each correction of the record is a deed of its own."""
        return f"service:{self.pk}" + (f":{self.revision + 1}" if self.revision else "")

    def point_entry(self) -> PointEntry | None:
        """What it earned, with its credit; None while it is not confirmed."""
        return PointEntry.objects.select_related("credit").standing_for(self.source).first()
