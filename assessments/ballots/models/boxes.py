"""Sheets with their keys, and the box of each: all ballots of a sheet in one sealed piece.

No column here says who, when, from where or in which order. There is no row for a ballot either: rows are written one after the other,
and the database's own columns (xmin, ctid) and its log would tell in which order. The columns are pinned by a test.
"""

from django.db import models

from assessments.ballots.models.polls import Poll, PollClass, PollSubject
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import STAFF_ONLY
from orgtree.text.crypto import EncryptedTextField


class PollSheet(models.Model):
    """What one kind of token is good for: a class, and all subjects or one. Its keys are gone once the poll is counted."""

    scope_area = "poll__area"
    names_persons = STAFF_ONLY

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="sheets", verbose_name="投票")
    voter_class = models.ForeignKey(PollClass, models.CASCADE, related_name="sheets", verbose_name="类别")
    subject = models.ForeignKey(
        PollSubject, models.CASCADE, null=True, blank=True, related_name="sheets", verbose_name="评议对象"
    )
    entitled = models.PositiveIntegerField("应投票人数")
    modulus = models.TextField("公钥")
    signing_key = EncryptedTextField("签名私钥", blank=True, default="")
    box_key = EncryptedTextField("票箱密钥", blank=True, default="")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "选票"
        ordering = ["poll", "voter_class__position", "subject__position"]
        constraints = [
            models.UniqueConstraint(fields=["voter_class", "subject"], name="poll_sheet_once", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return f"{self.voter_class}{f'：{self.subject}' if self.subject else ''}"


class BallotBox(models.Model):
    """The ballots of a sheet until the tally, sealed; written anew as a whole with each, and gone with the tally.

    One role of the database alone may read or write it, so it goes before its sheet does, never with it.
    """

    sheet = models.OneToOneField(
        PollSheet, models.DO_NOTHING, primary_key=True, related_name="box", verbose_name="选票"
    )
    contents = models.BinaryField("内容")

    class Meta:
        verbose_name = verbose_name_plural = "票箱"

    def __str__(self) -> str:
        return f"{self.sheet}"
