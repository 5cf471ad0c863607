"""What somebody has typed and not sent, as it follows them from one device to the next."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from orgtree.text.crypto import EncryptedTextField

HOURS = 72  # docs/rules.md, "Drafts"


class DraftQuerySet(models.QuerySet):
    def mine(self, user):
        """A person's own that are not over, the newest first: nobody else reads one."""
        return self.filter(user=user.pk, saved_at__gt=timezone.now() - timedelta(hours=HOURS))

    def over(self):
        return self.filter(saved_at__lte=timezone.now() - timedelta(hours=HOURS))


class Draft(models.Model):
    """One form that a person began, at the address `page`; `name` tells it from others. What was typed and the title are sealed."""

    user = models.ForeignKey("orgtree.User", models.CASCADE, related_name="drafts", verbose_name="账号")
    name = models.CharField("表单", max_length=320)
    page = models.CharField("页面", max_length=300)
    title = EncryptedTextField("标题")
    values = EncryptedTextField("内容")
    saved_at = models.DateTimeField("保存时间")

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "草稿"
        ordering = ["-saved_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="draft_once_per_form")]

    def __str__(self) -> str:
        return self.title
