"""Sentences that an office adds to the reports of its own areas; those of the platform are declared by the apps."""

from django.db import models

from orgtree.boards.rules import LONGEST
from orgtree.database.audit import audited
from orgtree.scope.models.rows import ScopedQuerySet


class ReportSentenceQuerySet(ScopedQuerySet):
    def shown_for(self, area):
        """Those in use for the reports of `area`: its own, and those of the areas above it."""
        above = area.get_ancestors(include_self=True)
        return self.filter(is_active=True, area__in=above).order_by("area__level", "position", "id")


@audited()
class ReportSentence(models.Model):
    """One sentence, with keys of figures in braces; it stands in the reports of `area` and of everything below."""

    scope_area = "area"

    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="report_sentences", verbose_name="适用区域")
    label = models.CharField("名称", max_length=30)
    text = models.CharField("句子", max_length=LONGEST, help_text="指标代码写在花括号里，如 {volunteers.reported}名")
    position = models.PositiveSmallIntegerField("排序", default=0)
    is_active = models.BooleanField("启用", default=True)

    objects = ReportSentenceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "报表句式"
        ordering = ["area", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "label"],
                name="report_sentence_label",
                violation_error_message="该区域已有同名的句子",
            )
        ]

    def __str__(self) -> str:
        return self.label
