"""Who may vote, and whether they have a ballot: never which."""

from django.db import models
from django.db.models import Q

from assessments.ballots.choices import BallotWay
from assessments.ballots.models.boxes import PollSheet
from assessments.ballots.models.polls import Poll, PollClass, PollSubject
from orgtree.database.audit import audited
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import EVERY_ROW


class RollQuerySet(ScopedQuerySet):
    def with_ballot(self):
        """Those who have a ballot, by token or on paper."""
        return self.exclude(way=BallotWay.NONE)


@audited(exclude=("way", "code", "code_until"))
class RollEntry(models.Model):
    """A person on the roll of a poll. `way` tells that they have a ballot and has no moment and no trail; `code` is the digest of a number for the desk's terminal."""

    scope_area = "poll__area"
    names_persons = EVERY_ROW

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="roll", verbose_name="投票")
    user = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="账号"
    )
    name = models.CharField("姓名", max_length=40)
    about = models.CharField("单位职务", max_length=60, blank=True)
    way = models.CharField("领票", max_length=10, choices=BallotWay.choices, default=BallotWay.NONE)
    code = models.CharField(max_length=64, blank=True, editable=False)
    code_until = models.DateTimeField(null=True, blank=True, editable=False)

    objects = RollQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "投票人名册"
        ordering = ["poll", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "user"], name="poll_voter_once", violation_error_message="此人已在名册上"
            ),
            models.UniqueConstraint(
                fields=["poll", "name", "about"],
                condition=Q(user__isnull=True),
                name="poll_voter_named_once",
                violation_error_message="名册上已有同名同单位的人，请写明区别",
            ),
        ]
        indexes = [models.Index(fields=["code"], condition=~Q(code=""), name="poll_voter_by_code")]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> str:
        """For its acts: the poll's, since a roll stands or falls with it."""
        return self.poll.state


@audited()
class RollRight(models.Model):
    """A class in which somebody is on the roll, for one subject or all."""

    scope_area = "entry__poll__area"
    names_persons = EVERY_ROW

    entry = models.ForeignKey(RollEntry, models.CASCADE, related_name="rights", verbose_name="投票人")
    voter_class = models.ForeignKey(PollClass, models.CASCADE, related_name="+", verbose_name="类别")
    subject = models.ForeignKey(
        PollSubject,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="评议对象",
        help_text="不选为全部",
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "投票人的类别"
        ordering = ["entry", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "voter_class", "subject"], name="poll_right_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.voter_class}{f'：{self.subject}' if self.subject else ''}"


class RollToken(models.Model):
    """That somebody may have a token of a sheet, made when the roll is frozen; `asked` is the digest of the blinded message that was signed.

    A blinded message tells nothing of the token. It is emptied with the close.
    """

    scope_area = "entry__poll__area"
    names_persons = EVERY_ROW

    entry = models.ForeignKey(RollEntry, models.CASCADE, related_name="tokens", verbose_name="投票人")
    sheet = models.ForeignKey(PollSheet, models.CASCADE, related_name="tokens", verbose_name="选票")
    asked = models.CharField(max_length=64, blank=True, editable=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "可领取的选票"
        ordering = ["entry", "id"]
        constraints = [models.UniqueConstraint(fields=["entry", "sheet"], name="poll_token_once")]

    def __str__(self) -> str:
        return f"{self.entry} {self.sheet}"
