"""What was taken out of tables that are written once."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import BigIntegerField, OuterRef, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils import timezone

from orgtree.chain import models as chain
from orgtree.chain.models import append_only
from orgtree.people.models.people import User


class ErasureManager(models.Manager):
    """Erasures with `caused_by`, the name of whose act it followed from; None where a term had run out."""

    def get_queryset(self):
        rows = (
            super()
            .get_queryset()
            .annotate(cause=Cast(KeyTextTransform("user", "context__metadata"), BigIntegerField()))
        )
        return rows.annotate(caused_by=Subquery(User.objects.filter(pk=OuterRef("cause")).values("name")[:1]))


class Erasure(models.Model):
    """Words about persons that left a table which is written once: from where and when, never what they were.

    Written by the database alone (`erase_written`), and itself never altered.
    """

    table_name = models.CharField("数据表", max_length=63)
    columns = ArrayField(models.CharField(max_length=63), verbose_name="字段")
    row_ids = ArrayField(models.BigIntegerField(), verbose_name="行编号")
    taken = models.PositiveBigIntegerField("抹去行数")
    at = models.DateTimeField("时间")
    context = models.ForeignKey(
        "pghistory.Context", models.DO_NOTHING, null=True, db_constraint=False, related_name="+", verbose_name="操作"
    )

    objects = ErasureManager()

    class Meta:
        verbose_name = verbose_name_plural = "抹除记录"
        ordering = ["-id"]
        triggers = append_only("抹除记录不能清空")

    def __str__(self) -> str:
        return f"{self.table_name} {timezone.localtime(self.at):%Y-%m-%d %H:%M}"


class TrailRoot(chain.LedgerRoot):
    """The trail as one night saw it: every table that is written once and is no ledger. `accounts` are tables, `entries` rows sealed."""

    called = "留痕摘要"
    counted = "数据表"

    class Meta(chain.LedgerRoot.Meta):
        verbose_name = verbose_name_plural = "留痕摘要"
        triggers = append_only("留痕摘要不能清空")


class TrailPart(models.Model):
    """The rows of one table from after one number to another, under one digest; `seen` was its last row that night.

    Sealed is what the night before had seen: by then whatever was under way is written.
    """

    root = models.ForeignKey(TrailRoot, models.PROTECT, related_name="parts", verbose_name="留痕摘要")
    table_name = models.CharField("数据表", max_length=63)
    columns = ArrayField(models.CharField(max_length=63), verbose_name="字段")
    after_id = models.BigIntegerField("之后")
    until_id = models.BigIntegerField("至")
    seen_id = models.BigIntegerField("当晚末行")
    rows = models.PositiveBigIntegerField("行数")
    digest = models.CharField("摘要", max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "留痕分段"
        constraints = [models.UniqueConstraint(fields=["table_name", "until_id", "root"], name="trail_part_once")]
        triggers = append_only("留痕分段不能清空")

    def __str__(self) -> str:
        return f"{self.table_name} {self.after_id}–{self.until_id}"
