"""Around a session: what residents say about it, and the calendars that people follow."""

from django.db import models
from django.db.models import F

from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import EVERY_ROW
from volunteers.activities.rules.ratings import LEAST


class SessionEchoQuerySet(ScopedQuerySet):
    def enough(self):
        """Those with so many answers that nobody's can be guessed."""
        return self.annotate(answers=F("good") + F("fair") + F("poor"), pleased=F("good") + F("fair")).filter(
            answers__gte=LEAST
        )


class SessionEcho(models.Model):
    """Counters of one session: who answered, when and from where is nowhere written, so it has no audit trail either."""

    scope_area = "session__activity__area"

    session = models.OneToOneField(
        "volunteers.ActivitySession", models.PROTECT, related_name="echo", verbose_name="场次"
    )
    residents = models.PositiveIntegerField("服务居民（人）", null=True, blank=True)
    good = models.PositiveIntegerField("满意", default=0)
    fair = models.PositiveIntegerField("基本满意", default=0)
    poor = models.PositiveIntegerField("不满意", default=0)

    objects = SessionEchoQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "居民评价"

    def __str__(self) -> str:
        return str(self.session)

    @property
    def total(self) -> int:
        return self.good + self.fair + self.poor

    @property
    def is_shown(self) -> bool:
        return self.total >= LEAST


class EchoRemark(models.Model):
    """A few words of a resident. Read in the order of the words, so that no order of arrival is told."""

    scope_area = "echo__session__activity__area"

    echo = models.ForeignKey(SessionEcho, models.CASCADE, related_name="remarks", verbose_name="居民评价")
    text = models.CharField("留言", max_length=60)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "居民留言"
        ordering = ["text"]

    def __str__(self) -> str:
        return self.text


class CalendarFeed(models.Model):
    """A member's secret calendar address: the address is signed and says the version, so a new version ends the old one."""

    scope_area = "member__area"
    names_persons = EVERY_ROW

    member = models.OneToOneField("volunteers.Member", models.CASCADE, related_name="feed", verbose_name="党员")
    version = models.PositiveIntegerField("版本", default=1)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "日历订阅"

    def __str__(self) -> str:
        return f"{self.member} {self.version}"
