"""Short messages of the platform to one person: what happened, what waits, and where to go."""

from django.db import models
from django.db.models import Q


class NoticeQuerySet(models.QuerySet):
    def mine(self, user):
        """The person's own notices."""
        return self.filter(user=user.pk)

    def unread(self):
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """One notice to one person. `key` makes it come once, however often the cause is looked at.

    It names nobody but its reader and holds nothing that somebody typed: what it is about stands behind `url`, where scope is
    checked. `step` is the act whose reason its reader sees beside it; the words stay in the log, and go where those go.
    """

    user = models.ForeignKey("orgtree.User", models.CASCADE, related_name="notices", verbose_name="收件人")
    key = models.CharField(max_length=120, editable=False)
    title = models.CharField("标题", max_length=60)
    text = models.CharField("内容", max_length=300, blank=True)
    url = models.CharField("去办理", max_length=200, blank=True)
    step = models.ForeignKey(
        "orgtree.ActStep",
        models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        editable=False,
        verbose_name="办理记录",
    )
    created_at = models.DateTimeField("时间", auto_now_add=True)
    read_at = models.DateTimeField("已读时间", null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "通知"
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="notice_once_per_key"),
            models.CheckConstraint(
                condition=Q(url="") | (Q(url__startswith="/") & ~Q(url__startswith="//")),
                name="notice_leads_into_the_site",
            ),
        ]
        indexes = [
            models.Index(fields=["user"], condition=Q(read_at__isnull=True), name="notice_unread"),
            models.Index(fields=["step"], condition=Q(step__isnull=False), name="notice_by_step"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def why(self) -> str:
        """The reason that was given for what it tells of; empty where there was none or it is gone."""
        return self.step.reason if self.step else ""
