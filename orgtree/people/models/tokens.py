"""Keys with which a program signs in for a person, for less than the person may do and for a limited time."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from orgtree.choices import TokenState
from orgtree.scope.models.rows import STAFF_ONLY, ScopedQuerySet


class ApiTokenQuerySet(ScopedQuerySet):
    def mine(self, user):
        """The person's own tokens."""
        return self.filter(user=user.pk)

    def live(self, now: datetime | None = None):
        """Not revoked and not expired, now or then."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=now or timezone.now())


class ApiToken(models.Model):
    """One token. Only its SHA-256 is kept: the token is 256 random bits, so there is nothing to guess and no salt to need.

    `password_mark` is the session hash of the password it was issued under: a new password ends every token.
    """

    scope_area = "user__home"
    names_persons = STAFF_ONLY

    user = models.ForeignKey("orgtree.User", models.CASCADE, related_name="tokens", verbose_name="账号")
    name = models.CharField("用途", max_length=60)
    scopes = ArrayField(models.CharField(max_length=20), verbose_name="权限范围")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    password_mark = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField("签发时间", auto_now_add=True)
    expires_at = models.DateTimeField("有效期至")
    revoked_at = models.DateTimeField("吊销时间", null=True, blank=True)
    last_used_at = models.DateTimeField("最近使用", null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "接口令牌"
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(scopes=[]), name="api_token_has_scopes", violation_error_message="至少选择一项权限"
            )
        ]

    @property
    def state(self) -> str:
        """For its acts, by the clock."""
        if self.revoked_at:
            return TokenState.REVOKED
        return TokenState.LIVE if self.expires_at > timezone.now() else TokenState.EXPIRED

    def __str__(self) -> str:
        return self.name
