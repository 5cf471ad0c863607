"""Paper ballots in batches, entered by two people; sums alone, no row for a ballot."""

from django.db import models

from assessments.ballots.choices import BatchState
from assessments.ballots.models.boxes import PollSheet
from assessments.ballots.models.polls import Poll
from orgtree.database.audit import audited
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import STAFF_ONLY


@audited()
class PaperBatch(models.Model):
    """A batch of paper ballots of one sheet: the number on its envelope is one batch, however often it is entered."""

    scope_area = "poll__area"
    names_persons = STAFF_ONLY

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="batches", verbose_name="投票")
    sheet = models.ForeignKey(PollSheet, models.CASCADE, related_name="batches", verbose_name="选票")
    number = models.CharField("批号", max_length=20, help_text="写在信封上，同一批号只算一批")
    state = models.CharField("状态", max_length=10, choices=BatchState.choices, default=BatchState.ONCE)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "纸质票"
        ordering = ["poll", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["poll", "number"], name="paper_batch_once", violation_error_message="这一批号已录入"
            )
        ]

    def __str__(self) -> str:
        return self.number


class PaperCount(models.Model):
    """What one person counted of a batch: ballots, spoiled ones, and of each subject the marks by option. Gone with the tally, of which it is a part."""

    scope_area = "batch__poll__area"
    names_persons = STAFF_ONLY

    batch = models.ForeignKey(PaperBatch, models.CASCADE, related_name="entries", verbose_name="批次")
    by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="录入人")
    ballots = models.PositiveIntegerField("收回票数")
    spoiled = models.PositiveIntegerField("废票")
    counts = models.JSONField("各栏票数", default=dict)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "纸质票录入"
        ordering = ["batch", "id"]
        constraints = [models.UniqueConstraint(fields=["batch", "by"], name="paper_count_once_a_person")]

    def __str__(self) -> str:
        return f"{self.batch}"
