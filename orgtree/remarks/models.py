"""The base of remarks."""

from typing import ClassVar

import pgtrigger
from django.db import models

from orgtree.remarks.rules import LONGEST


class Remark(models.Model):
    """Base of what is said about a row: words, author, moment. `owner` names the foreign key to the row.

    Written by `orgtree.remarks.services.add_remark` alone and never altered; the words of a person whose account is closed
    are taken out. A noun declares its panel (`registry.add_remarks`): who reads the row reads them, and who may write.
    """

    owner: ClassVar[str]

    text = models.CharField("留言", max_length=LONGEST)
    by = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="留言人")
    at = models.DateTimeField("留言时间")

    class Meta:
        abstract = True
        ordering = ["at", "id"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.text
