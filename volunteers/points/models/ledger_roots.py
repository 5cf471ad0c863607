"""What is kept beside the ledger so that it can be checked: nightly roots over the heads of its chains, and the checks."""

from django.db import models
from django.utils import timezone

from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import EVERY_ROW
from volunteers.points.models.points import APPEND_ONLY, MemberYear


class LedgerRoot(models.Model):
    """The state of every account at the end of one night, in one digest that is printed and kept elsewhere."""

    day = models.DateField("日期", unique=True)
    digest = models.CharField("账根摘要", max_length=64)
    previous_digest = models.CharField("前一账根摘要", max_length=64)
    entries = models.PositiveIntegerField("条目总数")
    accounts = models.PositiveIntegerField("账户总数")
    made_at = models.DateTimeField("生成时间")

    class Meta:
        verbose_name = verbose_name_plural = "积分账根"
        ordering = ["-day"]
        triggers = APPEND_ONLY

    def __str__(self) -> str:
        return f"{self.day}"

    def line(self) -> str:
        """What is printed, signed and kept outside this machine: enough to prove later what the ledger said that night."""
        return f"积分账根 {self.day} 账户{self.accounts}个 条目{self.entries}条 SHA-256 {self.digest}"


class LedgerHead(models.Model):
    """The last entry of an account as a root saw it; only where it had moved since the root before."""

    scope_area = "account__member__area"
    names_persons = EVERY_ROW

    root = models.ForeignKey(LedgerRoot, models.PROTECT, related_name="heads", verbose_name="账根")
    account = models.ForeignKey(MemberYear, models.PROTECT, related_name="heads", verbose_name="账户")
    sequence = models.PositiveIntegerField("末条序号")
    digest = models.CharField("末条摘要", max_length=64)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "账户末条"
        constraints = [models.UniqueConstraint(fields=["account", "root"], name="ledger_head_once_per_root")]
        triggers = APPEND_ONLY

    def __str__(self) -> str:
        return f"{self.account_id}:{self.sequence}"


class LedgerCheck(models.Model):
    """One look at the whole ledger. `faults` are sentences without names, the first bad entry of each account."""

    made_at = models.DateTimeField("核验时间")
    entries = models.PositiveIntegerField("条目数")
    accounts = models.PositiveIntegerField("账户数")
    fault_count = models.PositiveIntegerField("问题数")
    faults = models.JSONField("问题", default=list)

    class Meta:
        verbose_name = verbose_name_plural = "积分账核验"
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.made_at):%Y-%m-%d %H:%M}"
