"""What was taken out of tables that are written once."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import BigIntegerField, OuterRef, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils import timezone

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
