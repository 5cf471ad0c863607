"""Bookings: who has a room when, in series or once, and what became of it."""

from django.contrib.postgres.fields import DateTimeRangeField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cocon.venues.choices import HOLDING, LIVE, BookingKind, BookingState, Door, RefusedWhy
from cocon.venues.models.rooms import Room
from orgtree.database.audit import audited
from orgtree.database.spans import never_at_once
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import STAFF_ONLY
from orgtree.text.crypto import EncryptedTextField
from orgtree.text.rules.phones import masked_phone

SAID = ("group", "purpose", "reason")


@audited()
class BookingSeries(models.Model):
    """A use at the same time every so many weeks: its dates are bookings, those that could not be had are `RefusedDate`."""

    scope_area = "room__venue__area"
    names_persons = STAFF_ONLY

    room = models.ForeignKey(Room, models.PROTECT, related_name="series", verbose_name="房间")
    group = models.CharField("使用团队", max_length=40)
    purpose = models.CharField("用途", max_length=60)
    first_day = models.DateField("第一天")
    last_day = models.DateField("最后一天")
    every_weeks = models.PositiveSmallIntegerField(
        "每几周一次", default=1, validators=[MinValueValidator(1), MaxValueValidator(8)]
    )
    entered_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记时间")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "长期使用"
        ordering = ["-first_day", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="booking_series_ends_after_it_begins",
                violation_error_message="最后一天不能早于第一天",
            )
        ]

    def __str__(self) -> str:
        return f"{self.room} {self.group}"


@audited()
class RefusedDate(models.Model):
    """A date of a series that could not be had, and why."""

    scope_area = "series__room__venue__area"

    series = models.ForeignKey(BookingSeries, models.PROTECT, related_name="refused_dates", verbose_name="长期使用")
    day = models.DateField("日期")
    why = models.CharField("原因", max_length=8, choices=RefusedWhy.choices)
    words = models.CharField("说明", max_length=100)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "未排上的日期"
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["series", "day"], name="refused_date_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.get_why_display()}"


class BookingQuerySet(ScopedQuerySet):
    def holding(self):
        """Those while which nobody else has the room."""
        return self.filter(state__in=HOLDING)

    def live(self):
        """Those of which something is still expected."""
        return self.filter(state__in=LIVE)

    def on_day(self, day):
        """Those that begin on the local day."""
        return self.filter(starts_at__date=day)

    def touching(self, room_id: int, span):
        """Those of the room whose time, preparation included, overlaps `span`; touching ends do not count."""
        return self.filter(room=room_id, span__overlap=span)

    def mine(self, user):
        return self.filter(member__user=user.pk)

    def upcoming(self, now):
        return self.filter(ends_at__gt=now)


@audited(exclude=("phone", "phone_key", "contact_name", "span"))
class Booking(models.Model):
    """One use of a room. Kind and state are two things. `span` is the time with the room's preparation as it was then.

    Who called is kept for as long as the term says: a name and a sealed phone; `phone_key` is its blind index, by which quotas
    and no-shows are counted. A member who booked by their account is named by `member` and leaves neither, nor does a `unit`,
    for which whoever handles its matters books. `untold_since`: from when on whoever has no account is to be called about it.
    """

    scope_area = "room__venue__area"
    names_persons = ("member", "contact_name", "phone")

    room = models.ForeignKey(Room, models.PROTECT, related_name="bookings", verbose_name="房间")
    kind = models.CharField("种类", max_length=8, choices=BookingKind.choices, default=BookingKind.NORMAL)
    state = models.CharField("状态", max_length=10, choices=BookingState.choices, default=BookingState.ASKED)
    door = models.CharField("预约方式", max_length=8, choices=Door.choices)
    starts_at = models.DateTimeField("开始时间")
    ends_at = models.DateTimeField("结束时间")
    span = DateTimeRangeField("占用时段", editable=False)
    group = models.CharField("使用团队", max_length=40, blank=True)
    purpose = models.CharField("用途", max_length=60)
    people = models.PositiveSmallIntegerField("预计人数", default=1, validators=[MinValueValidator(1)])
    contact_name = models.CharField("联系人", max_length=20, blank=True)
    phone = EncryptedTextField("联系电话", blank=True, default="")
    phone_key = models.CharField(max_length=64, blank=True, editable=False)
    member = models.ForeignKey(
        "volunteers.Member", models.PROTECT, null=True, blank=True, related_name="bookings", verbose_name="预约党员"
    )
    unit = models.ForeignKey(
        "orgtree.Institution", models.PROTECT, null=True, blank=True, related_name="bookings", verbose_name="预约单位"
    )
    once = models.CharField(max_length=36, null=True, unique=True, editable=False)  # noqa: DJ001 -- none is none
    series = models.ForeignKey(
        BookingSeries, models.PROTECT, null=True, blank=True, related_name="bookings", verbose_name="长期使用"
    )
    entered_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="登记人"
    )
    entered_at = models.DateTimeField("登记时间")
    decided_by = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="办理人"
    )
    decided_at = models.DateTimeField("办理时间", null=True, blank=True)
    reason = models.CharField("原因", max_length=200, blank=True)
    visitors = models.PositiveIntegerField("到场人数", null=True, blank=True)
    offered_until = models.DateTimeField("候补接受期限", null=True, blank=True)
    kept_at = models.DateTimeField("再次确认时间", null=True, blank=True)
    untold_since = models.DateTimeField("待告知", null=True, blank=True)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "场地预约"
        ordering = ["-starts_at", "-id"]
        constraints = [
            never_at_once(
                "booking_no_overlap", "这段时间已经有人预约", ["room_id"], "span", condition=Q(state__in=HOLDING)
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="booking_ends_after_it_begins",
                violation_error_message="结束时间应晚于开始时间",
            ),
            models.CheckConstraint(
                condition=Q(visitors__isnull=True) ^ Q(state=BookingState.ATTENDED),
                name="booking_attended_with_heads",
                violation_error_message="已使用的须有到场人数",
            ),
            models.CheckConstraint(
                condition=Q(offered_until__isnull=True) ^ Q(state=BookingState.OFFERED),
                name="booking_offered_until",
                violation_error_message="待接受的须有期限",
            ),
        ]
        indexes = [
            models.Index(fields=["room", "starts_at"], name="booking_of_room"),
            models.Index(fields=["phone_key", "starts_at"], name="booking_of_phone"),
            models.Index(fields=["state", "starts_at"], name="booking_by_state"),
            models.Index(fields=["room"], name="booking_untold", condition=Q(untold_since__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.room} {self.when_in_words}"

    @property
    def is_called(self) -> bool:
        """Whether only the telephone tells them what became of it: neither an account nor a unit's clerk hears of it."""
        return not self.member_id and not self.unit_id and bool(self.phone)

    @property
    def masked_phone(self) -> str:
        return masked_phone(self.phone) if self.phone else ""

    @property
    def when_in_words(self) -> str:
        """11月30日（周一）9:00-11:00, local time."""
        start, end = timezone.localtime(self.starts_at), timezone.localtime(self.ends_at)
        weekday = "一二三四五六日"[start.weekday()]
        return f"{start.month}月{start.day}日（周{weekday}）{start:%H:%M}-{end:%H:%M}"

    @property
    def who(self) -> str:
        """The group, or what the booking is for, where it names nobody."""
        return self.group or self.purpose
