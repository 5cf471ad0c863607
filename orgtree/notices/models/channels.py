"""Where notices go besides the app: a person's addresses, what they do not want there, and each sending, once."""

from django.db import models
from django.db.models import Q

from orgtree.choices import ChannelKind, DeliveryState
from orgtree.text.crypto import EncryptedTextField


class ContactAddress(models.Model):
    """Where a person wants their notices besides the app; one address a channel, sealed."""

    user = models.ForeignKey("orgtree.User", models.CASCADE, related_name="addresses", verbose_name="收件人")
    channel = models.CharField("渠道", max_length=10, choices=ChannelKind.choices)
    address = EncryptedTextField("地址")
    entered_at = models.DateTimeField("填写时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "通知地址"
        constraints = [models.UniqueConstraint(fields=["user", "channel"], name="address_once_per_channel")]


class UnwantedNotice(models.Model):
    """A kind of notice that a person wants in the app alone."""

    user = models.ForeignKey("orgtree.User", models.CASCADE, related_name="+", verbose_name="收件人")
    kind = models.CharField("通知种类", max_length=30)

    class Meta:
        verbose_name = verbose_name_plural = "不另外发送的通知"
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="unwanted_once_per_kind")]


class Delivery(models.Model):
    """One notice by one channel. Taken before it is sent: what died in between is never sent again, and says so."""

    notice = models.ForeignKey("orgtree.Notice", models.CASCADE, related_name="deliveries", verbose_name="通知")
    channel = models.CharField("渠道", max_length=10, choices=ChannelKind.choices)
    state = models.CharField("状态", max_length=8, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    is_urgent = models.BooleanField("立即发送", default=False)
    not_before = models.DateTimeField("最早发送时间")
    attempts = models.PositiveSmallIntegerField("发送次数", default=0)
    taken_at = models.DateTimeField("取出时间", null=True, blank=True)
    sent_at = models.DateTimeField("发送时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "通知发送"
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="delivery_once_per_channel"),
            models.CheckConstraint(
                condition=Q(state=DeliveryState.SENT) ^ Q(sent_at__isnull=True), name="delivery_sent_with_time"
            ),
        ]
        indexes = [
            models.Index(fields=["not_before"], condition=Q(state=DeliveryState.WAITING), name="delivery_waiting")
        ]
