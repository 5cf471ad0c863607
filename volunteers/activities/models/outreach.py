"""Around a session: what residents say about it, and the calendars that people follow."""

from django.db import models

from orgtree.answers.models import AnswersQuerySet, AnswerWords, PleasedAnswers
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import EVERY_ROW

MOST_UNCHECKED = 100  # answers of a session of which nobody has said how many it served


class SessionEcho(PleasedAnswers):
    """What residents say about one session, and how many it served."""

    about = "session"
    scope_area = "session__activity__area"

    session = models.OneToOneField(
        "volunteers.ActivitySession", models.PROTECT, related_name="echo", verbose_name="场次"
    )
    residents = models.PositiveIntegerField("服务居民（人）", null=True, blank=True)

    objects = AnswersQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "居民评价"

    def __str__(self) -> str:
        return str(self.session)

    @property
    def most(self) -> int:
        """As many as were served; where nobody has said, no more than may be taken unchecked."""
        return MOST_UNCHECKED if self.residents is None else self.residents

    @property
    def checked(self) -> str:
        """已核验, once somebody who holds the session has said how many it served; anybody with the link could have answered before."""
        return "未核验" if self.residents is None else "已核验"


class EchoRemark(AnswerWords):
    """A few words of a resident."""

    scope_area = "echo__session__activity__area"

    echo = models.ForeignKey(SessionEcho, models.CASCADE, related_name="remarks", verbose_name="居民评价")

    objects = ScopedQuerySet.as_manager()

    class Meta(AnswerWords.Meta):
        verbose_name = verbose_name_plural = "居民留言"


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
