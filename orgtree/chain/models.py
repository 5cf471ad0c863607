"""The bases of a ledger's tables: entries, and the roots and heads that are kept beside them so that it can be checked."""

from typing import Any

import pgtrigger
from django.db import models

from orgtree.chain.rules import Content


def append_only(words: str) -> list[pgtrigger.Trigger]:
    """The triggers of a table whose rows are written once and for all; `words` are what the database says to whoever empties it."""
    return [
        pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        pgtrigger.Trigger(
            name="no_truncate",
            operation=pgtrigger.Truncate,
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            func=f"RAISE EXCEPTION '{words}';",
        ),
    ]


class LedgerEntry(models.Model):
    """Base of entries, written by `Ledger.append` alone. A subclass has an `account`, `append_only` triggers, the constraint
    of `one_place`, and says in `content` all that is sealed: values as the database keeps them, so that a row read again seals to the same.
    """

    account_id: Any

    sequence = models.PositiveIntegerField("账内序号")
    previous_digest = models.CharField("前一条摘要", max_length=64)
    digest = models.CharField("本条摘要", max_length=64)

    class Meta:
        abstract = True

    def content(self) -> Content:
        """All that the entry says; nothing may be added or left out once there are entries."""
        raise NotImplementedError


def one_place(name: str) -> models.UniqueConstraint:
    """The constraint that keeps a chain whole even where a lock was forgotten."""
    return models.UniqueConstraint(fields=["account", "sequence"], name=name)


class LedgerRoot(models.Model):
    """Base of the state of every account at the end of one night, in one digest that is printed and kept elsewhere."""

    called = "账根"
    counted = "账户"

    day = models.DateField("日期", unique=True)
    digest = models.CharField("账根摘要", max_length=64)
    previous_digest = models.CharField("前一账根摘要", max_length=64)
    entries = models.PositiveIntegerField("条目总数")
    accounts = models.PositiveIntegerField("账户总数")
    made_at = models.DateTimeField("生成时间")

    class Meta:
        abstract = True
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day}"

    def line(self) -> str:
        """What is printed, signed and kept outside this machine: enough to prove later what the ledger said that night."""
        return f"{self.called} {self.day} {self.counted}{self.accounts}个 条目{self.entries}条 SHA-256 {self.digest}"


class LedgerHead(models.Model):
    """Base of the last entry of an account as a root saw it; only where it had moved since the root before. A subclass has
    `root` (related name `heads`) and `account`."""

    account_id: Any

    sequence = models.PositiveIntegerField("末条序号")
    digest = models.CharField("末条摘要", max_length=64)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.account_id}:{self.sequence}"
