"""Who looked at personal data: every reveal, export and API read of persons (个人信息保护法 Art. 54–55)."""

import pgtrigger
from django.db import models

from orgtree.models.scope import STAFF_ONLY, ScopedQuerySet


class AccessLog(models.Model):
    """One look at personal data. Append-only by trigger."""

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

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "个人信息访问记录"
        ordering = ["-at", "-id"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.subject}"
