"""Who came in, who was refused, and from where (网络安全法 Art. 21); the browsers that an account has signed in on."""

import pgtrigger
from django.db import models
from django.utils import timezone

from orgtree.choices import SignInKind
from orgtree.scope.models.rows import STAFF_ONLY, ScopedQuerySet


class SignInRecordQuerySet(ScopedQuerySet):
    def at(self, user):
        """What happened at this account, the newest first."""
        return self.filter(about=user.pk)

    def due(self, moment):
        """Rows from before `moment` that still say whose they are or from where."""
        return self.filter(at__lt=moment).exclude(text="", about=None)


class SignInRecord(models.Model):
    """One sign-in, one failure of it, or one act that was refused. Append-only by trigger.

    The account and the address (`text`, the column that erasing knows) go after the term `sign_ins`; kind, moment and place
    stay. `place` is the pattern of the page's address and `row_id` the number in it: words and codes are in neither.
    """

    scope_area = "area"
    names_persons = STAFF_ONLY

    kind = models.CharField("结果", max_length=10, choices=SignInKind.choices)
    about = models.ForeignKey(
        "orgtree.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="账号"
    )
    text = models.CharField("来源地址", max_length=45, blank=True)
    browser = models.CharField("设备", max_length=40, blank=True)
    place = models.CharField("页面", max_length=200, blank=True)
    row_id = models.BigIntegerField("行编号", null=True, blank=True)
    area = models.ForeignKey("orgtree.Area", models.PROTECT, null=True, related_name="+", verbose_name="区域")
    at = models.DateTimeField("时间", auto_now_add=True)

    objects = SignInRecordQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "登录与拒绝记录"
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["about", "-at"], name="sign_ins_of_account"),
            models.Index(fields=["at"], name="sign_ins_by_time"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {timezone.localtime(self.at):%Y-%m-%d %H:%M}"


class DeviceQuerySet(models.QuerySet):
    def live(self):
        """Known, and neither ended nor past their time."""
        return self.filter(ended_at__isnull=True, until__gt=timezone.now())


class Device(models.Model):
    """A browser in which an account has given its password. Of its secret only the SHA-256 is kept, as of a token's.

    Wrong passwords of others do not lock it out (decision 0072). Where the person `stays`, the session `session_key` lasts
    as long as the device is known. `password_mark` is that of the password that was given: a new one ends every device.
    """

    user = models.ForeignKey("orgtree.User", models.CASCADE, related_name="devices", verbose_name="账号")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    password_mark = models.CharField(max_length=64, editable=False)
    browser = models.CharField("设备", max_length=40)
    stays = models.BooleanField("记住登录", default=False)
    session_key = models.CharField(max_length=40, blank=True, editable=False)
    known_at = models.DateTimeField("首次登录", auto_now_add=True)
    signed_in_at = models.DateTimeField("最近登录")
    until = models.DateTimeField("记到")
    ended_at = models.DateTimeField("退出时间", null=True, blank=True)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "登录过的设备"
        ordering = ["-signed_in_at", "-id"]
        indexes = [models.Index(fields=["user", "-signed_in_at"], name="devices_of_account")]

    def __str__(self) -> str:
        return self.browser
