"""Jobs over the accounts of a year: closing it, and the dry run of a changed rule set."""

from django.db import models

from orgtree.models import Run


class YearRun(Run):
    """A run over the accounts of a year."""

    year = models.PositiveSmallIntegerField("年度")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.area} {self.year}年"


class YearClosing(YearRun):
    """The close of a year for an area."""

    run_kind = "volunteers.year_closing"

    despite_waiting = models.BooleanField("仍有待办事项也结账", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "年度结账"


class DryRun(YearRun):
    """What a draft would have made of a year: {"before", "after": {band: n}, "moves": [[member, before, after]]}."""

    run_kind = "volunteers.dry_run"

    rule_set = models.ForeignKey("volunteers.RuleSet", models.CASCADE, related_name="+", verbose_name="规则草稿")
    result = models.JSONField("结果", default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "规则试算"
