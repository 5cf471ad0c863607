"""States and origins of service records."""

from django.db.models import TextChoices


class ServiceState(TextChoices):
    """States of a service record; transitions are in `service.rules.service`."""

    SUBMITTED = "submitted", "待确认"
    CONFIRMED = "confirmed", "已确认"
    REJECTED = "rejected", "已退回"
    WITHDRAWN = "withdrawn", "已撤回"
    VOID = "void", "已作废"


class HourChangeState(TextChoices):
    """States of a proposed change to a confirmed record; its acts are in `service.services.hour_changes`."""

    PROPOSED = "proposed", "待办理"
    APPROVED = "approved", "已更正"
    DECLINED = "declined", "未同意"
    WITHDRAWN = "withdrawn", "已撤回"


class ServiceOrigin(TextChoices):
    """Where an hour comes from; kept for ever."""

    SELF = "self", "本人填报"
    PROXY = "proxy", "社区代录"
    PAPER = "paper", "手册补录"
    ROLL = "roll", "活动点名"
    CALL_UP = "call_up", "应急点名"
    QR = "qr", "扫码签到"
