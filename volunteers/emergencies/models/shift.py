"""Shifts of an emergency, and who is put on them."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from orgtree.database.audit import audited
from orgtree.database.spans import moments_between, never_at_once
from orgtree.database.stamps import by_account, by_account_later
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import EVERY_ROW, STAFF_ONLY
from volunteers.emergencies.choices import AttendanceState, ShiftState
from volunteers.emergencies.models.emergency import Emergency
from volunteers.members.models.own import OfMemberQuerySet


class ShiftQuerySet(ScopedQuerySet):
    def joined_by(self, user):
        """Those on which the person has a place."""
        return self.filter(places__member__user=user.pk)

    def standing(self):
        return self.filter(cancelled_at__isnull=True)


@audited()
class Shift(models.Model):
    """One shift: where, when, doing what, and how many people it needs."""

    scope_area = "area"
    names_persons = STAFF_ONLY

    emergency = models.ForeignKey(Emergency, models.PROTECT, related_name="shifts", verbose_name="应急动员")
    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="所在区域")
    place = models.CharField("集合地点", max_length=60)
    task = models.CharField("任务", max_length=100)
    starts_at = models.DateTimeField("开始时间")
    ends_at = models.DateTimeField("结束时间")
    needed = models.PositiveSmallIntegerField("需要人数", validators=[MinValueValidator(1)])
    created_by = by_account("排班人")
    cancelled_at = models.DateTimeField("取消时间", null=True, blank=True)

    objects = ShiftQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "应急班次"
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="shift_ends_after_it_starts",
                violation_error_message="结束时间应晚于开始时间",
            )
        ]

    def __str__(self) -> str:
        return f"{self.when_in_words} {self.place}"

    @property
    def when_in_words(self) -> str:
        """7月2日 22:00–次日02:00."""
        start, end = timezone.localtime(self.starts_at), timezone.localtime(self.ends_at)
        next_day = "次日" if end.date() > start.date() else ""
        return f"{start.month}月{start.day}日 {start:%H:%M}–{next_day}{end:%H:%M}"

    @property
    def state(self) -> str:
        return ShiftState.CANCELLED if self.cancelled_at else ShiftState.STANDING

    @property
    def is_over(self) -> bool:
        return self.ends_at <= timezone.now()


class ShiftPlaceQuerySet(OfMemberQuerySet):
    def present(self):
        return self.filter(state=AttendanceState.PRESENT)

    def to_settle(self, now):
        """Present on a shift that is over, and without a service record yet."""
        return self.present().filter(ends_at__lte=now, settled_at__isnull=True, member__isnull=False)


class ShiftPlace(models.Model):
    """One member's place on a shift. The times are the shift's, kept here for the constraint against overlaps.

    After the emergency the person goes, as from the call-up; the service record stays with the member.
    """

    scope_area = "shift__area"
    names_persons = EVERY_ROW

    shift = models.ForeignKey(Shift, models.PROTECT, related_name="places", verbose_name="班次")
    member = models.ForeignKey(
        "volunteers.Member", models.PROTECT, null=True, related_name="shift_places", verbose_name="党员"
    )
    starts_at = models.DateTimeField("开始时间")
    ends_at = models.DateTimeField("结束时间")
    state = models.CharField("到岗", max_length=8, choices=AttendanceState.choices, default=AttendanceState.PLANNED)
    rolled_at = models.DateTimeField("点名时间", null=True, blank=True)
    rolled_by = by_account_later("点名人")
    settled_at = models.DateTimeField("记入服务时间", null=True, blank=True)
    record = models.OneToOneField(
        "volunteers.ServiceRecord",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="shift_place",
        verbose_name="服务记录",
    )
    problem = models.CharField("未能记入的原因", max_length=200, blank=True)

    objects = ShiftPlaceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "班次人员"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["shift", "member"], name="shift_place_once"),
            never_at_once(
                "shift_place_no_overlap",
                "此人同一时间已排了另一班",
                ["member_id"],
                moments_between("starts_at", "ends_at"),
                condition=Q(member__isnull=False) & ~Q(state=AttendanceState.ABSENT),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shift} {self.get_state_display()}"

    @property
    def hours(self):
        return (self.ends_at - self.starts_at).total_seconds() / 3600
