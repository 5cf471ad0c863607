"""Rooms to book: their hours and terms, and when they are closed."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from cocon.venues.choices import RoomUse
from cocon.venues.models.venues import Venue
from cocon.venues.rules.booking import RoomTerms
from cocon.venues.rules.hours import read_week, week_label
from orgtree.answers.models import AnswersQuerySet, PleasedAnswers
from orgtree.answers.rules import LEAST
from orgtree.database.audit import audited
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import STAFF_ONLY


class RoomQuerySet(ScopedQuerySet):
    def in_use(self, day):
        """Those of venues in use on the day."""
        return self.filter(venue__in=Venue.objects.in_use(day))

    def lent(self, day):
        """Those that residents may book on the day."""
        return self.filter(is_lent=True, venue__in=Venue.objects.public(day))


@audited()
class Room(models.Model):
    """A room or place of a venue, and under which terms it is lent. Days are working days, times minutes."""

    scope_area = "venue__area"
    scope_institution = "venue__unit"

    venue = models.ForeignKey(Venue, models.PROTECT, related_name="rooms", verbose_name="阵地")
    name = models.CharField("名称", max_length=30)
    use = models.CharField("功能", max_length=16, choices=RoomUse.choices)
    capacity = models.PositiveSmallIntegerField("容纳人数", validators=[MinValueValidator(1), MaxValueValidator(5_000)])
    hours = models.CharField(
        "开放时间",
        max_length=120,
        default="一至五 8:30-12:00、14:00-18:00",
        help_text="写法如：一至五 8:30-12:00、14:00-21:00；六日 9:00-17:00",
    )
    is_lent = models.BooleanField("可以预约", default=True)
    for_groups = models.BooleanField("只接待团队", default=False, help_text="选了的，预约时要写使用团队")
    asks_approval = models.BooleanField("须社区确认", default=False, help_text="不选则空着就能约到")
    checks_in = models.BooleanField("到场登记", default=False, help_text="选了的，过了等候时间还没登记到场就自动放出")
    waits_for = models.PositiveSmallIntegerField(
        "等候时间",
        default=15,
        validators=[MinValueValidator(5), MaxValueValidator(120)],
        help_text="开始后等多少分钟；只用于到场登记的房间",
    )
    lead_days = models.PositiveSmallIntegerField(
        "提前天数", default=0, validators=[MaxValueValidator(30)], help_text="至少提前几个工作日预约；0为当天也可以"
    )
    cancel_days = models.PositiveSmallIntegerField(
        "取消期限", default=0, validators=[MaxValueValidator(30)], help_text="至少提前几个工作日取消；0为开始前都可以"
    )
    ahead_days = models.PositiveSmallIntegerField(
        "可约天数",
        default=60,
        validators=[MinValueValidator(1), MaxValueValidator(366)],
        help_text="最远可以约到多少天以后",
    )
    prepare = models.PositiveSmallIntegerField(
        "准备时间", default=0, validators=[MaxValueValidator(240)], help_text="每次使用前留出的分钟数"
    )
    longest = models.PositiveSmallIntegerField(
        "最长使用",
        default=240,
        validators=[MinValueValidator(30), MaxValueValidator(1_440)],
        help_text="一次最多多少分钟",
    )
    most_a_day = models.PositiveSmallIntegerField(
        "每天次数",
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
        help_text="同一人每天最多约几次",
    )

    objects = RoomQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "房间与场地"
        ordering = ["venue", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["venue", "name"], name="room_name_once", violation_error_message="这处阵地已有同名的房间"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.venue.name} {self.name}"

    @property
    def terms(self) -> RoomTerms:
        return RoomTerms(
            read_week(self.hours), self.capacity, self.prepare, self.longest, self.most_a_day, self.ahead_days
        )

    @property
    def hours_label(self) -> str:
        return week_label(read_week(self.hours))

    @property
    def rating_label(self) -> str:
        """What those who used it said, in words; where they are too few, only that."""
        echo = RoomEcho.objects.filter(room=self.pk).first()
        if echo is None or not echo.is_shown:
            return f"满{LEAST}份评价后显示"
        return "，".join(f"{words}{count}" for words, count in echo.shown)


class ClosureQuerySet(ScopedQuerySet):
    def touching(self, room_id: int, start, end):
        """Those of the room that lie within the time, wholly or in part; touching ends do not count."""
        return self.filter(room=room_id, starts_at__lt=end, ends_at__gt=start)


@audited()
class Closure(models.Model):
    """A time in which a room is closed, and why: shown to everybody who looks at the room."""

    scope_area = "room__venue__area"
    names_persons = STAFF_ONLY

    room = models.ForeignKey(Room, models.PROTECT, related_name="closures", verbose_name="房间")
    starts_at = models.DateTimeField("开始时间")
    ends_at = models.DateTimeField("结束时间")
    reason = models.CharField("闭馆原因", max_length=60, help_text="所有人可见，如：消防检修")
    entered_by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="登记人")
    entered_at = models.DateTimeField("登记时间")

    objects = ClosureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "闭馆安排"
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="closure_ends_after_it_begins",
                violation_error_message="结束时间应晚于开始时间",
            )
        ]

    def __str__(self) -> str:
        return f"{self.room} {self.reason}"


class RoomEcho(PleasedAnswers):
    """What people said after using a room."""

    about = "room"
    scope_area = "room__venue__area"

    room = models.OneToOneField(Room, models.PROTECT, related_name="echo", verbose_name="房间")

    objects = AnswersQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "使用评价"

    def __str__(self) -> str:
        return str(self.room)
