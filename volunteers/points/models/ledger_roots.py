"""What is kept beside the ledger so that it can be checked: nightly roots over the heads of its chains, and the checks."""

from django.db import models
from django.utils import timezone

from orgtree.chain import models as chain
from orgtree.models import ScopedQuerySet
from orgtree.scope.models.rows import EVERY_ROW
from volunteers.points.models.points import APPEND_ONLY, MemberYear


class LedgerRoot(chain.LedgerRoot):
    """The state of every account of points at the end of one night."""

    called = "积分账根"

    class Meta(chain.LedgerRoot.Meta):
        verbose_name = verbose_name_plural = "积分账根"
        triggers = APPEND_ONLY


class LedgerHead(chain.LedgerHead):
    """The last entry of an account of points as a root saw it."""

    scope_area = "account__member__area"
    names_persons = EVERY_ROW

    root = models.ForeignKey(LedgerRoot, models.PROTECT, related_name="heads", verbose_name="账根")
    account = models.ForeignKey(MemberYear, models.PROTECT, related_name="heads", verbose_name="账户")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "账户末条"
        constraints = [models.UniqueConstraint(fields=["account", "root"], name="ledger_head_once_per_root")]
        triggers = APPEND_ONLY


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
