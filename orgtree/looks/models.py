"""Who looked at personal data: every reveal, export and API read of persons (个人信息保护法 Art. 54–55)."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from orgtree.scope.models.rows import STAFF_ONLY, ScopedQuerySet


class AccessLogQuerySet(ScopedQuerySet):
    def at_persons(self, keys):
        """The looks at somebody who stands in the record under any of `keys`, newest first."""
        return self.filter(persons__overlap=list(keys))


class AccessLog(models.Model):
    """One look at personal data. Append-only by trigger.

    `persons` are the keys of those looked at (docs/decisions/0035); None in lines from before they were kept. `held` says
    in words by which posts the actor looked, as they were then.
    """

    scope_area = "area"
    names_persons = STAFF_ONLY

    class Action(models.TextChoices):
        VIEW = "view", "查看"
        REVEAL = "reveal", "查看完整手机号"
        EXPORT = "export", "导出"
        API = "api", "接口读取"
        DISCLOSE = "disclose", "提供给单位"

    actor = models.ForeignKey("orgtree.User", models.PROTECT, related_name="+", verbose_name="操作人")
    action = models.CharField("操作", max_length=10, choices=Action.choices)
    subject = models.CharField("对象", max_length=100)
    rows = models.PositiveIntegerField("条数", default=1)
    reason = models.CharField("事由", max_length=200, blank=True)
    area = models.ForeignKey("orgtree.Area", models.PROTECT, related_name="+", verbose_name="区域")
    at = models.DateTimeField("时间", auto_now_add=True)
    held = models.CharField("以何岗位", max_length=200, blank=True, default="")
    persons = ArrayField(models.CharField(max_length=40), null=True, editable=False, verbose_name="看到的人")

    objects = AccessLogQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "个人信息访问记录"
        ordering = ["-at", "-id"]
        indexes = [
            GinIndex(fields=["persons"], name="access_log_persons"),
            # Empty on a new platform: whether there are lines from before persons were kept is asked on each page of looks.
            models.Index(fields=["-at"], name="access_log_nameless", condition=Q(persons__isnull=True)),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.subject}"
