"""What came of a poll: sums that may be shown, how many voted, what was written."""

from django.db import models

from assessments.ballots.choices import TextState, VoidReason
from assessments.ballots.models.polls import Poll, PollClass, PollSubject
from orgtree.database.audit import audited
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import STAFF_ONLY


class PollTally(models.Model):
    """The sums of a class for a subject. Of a class that does not count nothing is kept but why, so that nothing can be worked out."""

    scope_area = "poll__area"
    names_persons = STAFF_ONLY

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="tallies", verbose_name="投票")
    subject = models.ForeignKey(PollSubject, models.PROTECT, related_name="tallies", verbose_name="评议对象")
    voter_class = models.ForeignKey(PollClass, models.PROTECT, related_name="tallies", verbose_name="类别")
    counts = models.JSONField("各栏票数", default=dict)
    valid = models.PositiveIntegerField("有效票", null=True, blank=True)
    abstained = models.PositiveIntegerField("弃权", null=True, blank=True)
    spoiled = models.PositiveIntegerField("废票", null=True, blank=True)
    void = models.CharField("不计入的原因", max_length=10, choices=VoidReason.choices, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "计票结果"
        ordering = ["poll", "subject__position", "voter_class__position"]
        constraints = [models.UniqueConstraint(fields=["subject", "voter_class"], name="poll_tally_once")]

    def __str__(self) -> str:
        return f"{self.subject} {self.voter_class}"


class PollFigure(models.Model):
    """How many of a class voted, as it was at the close: people and ballots apart, kept whatever becomes of the accounts."""

    scope_area = "voter_class__poll__area"
    names_persons = STAFF_ONLY

    voter_class = models.OneToOneField(PollClass, models.CASCADE, related_name="figure", verbose_name="类别")
    entitled = models.PositiveIntegerField("应投票人数")
    by_token = models.PositiveIntegerField("领电子票人数", null=True, blank=True)
    by_paper = models.PositiveIntegerField("领纸质票人数", null=True, blank=True)
    handed = models.PositiveIntegerField("发出纸质票", null=True, blank=True)
    issued = models.PositiveIntegerField("发出电子票", null=True, blank=True)
    used = models.PositiveIntegerField("收回电子票", null=True, blank=True)
    returned = models.PositiveIntegerField("收回纸质票", null=True, blank=True)
    spoiled = models.PositiveIntegerField("其中废票", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "投票人数与票数"
        ordering = ["voter_class__poll", "voter_class__position"]

    def __str__(self) -> str:
        return f"{self.voter_class}"


@audited()
class PollText(models.Model):
    """What somebody wrote about a subject: neither who nor of which class, put in at random once the poll is counted."""

    scope_area = "poll__area"
    names_persons = STAFF_ONLY

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="texts", verbose_name="投票")
    subject = models.ForeignKey(PollSubject, models.PROTECT, related_name="texts", verbose_name="评议对象")
    text = models.CharField("意见", max_length=300)
    state = models.CharField("状态", max_length=10, choices=TextState.choices, default=TextState.WAITING)
    reason = models.CharField("不反馈的原因", max_length=200, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "意见审看"
        ordering = ["poll", "subject__position", "text"]

    def __str__(self) -> str:
        return self.text
