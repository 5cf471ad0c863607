"""States of agreements, and the numbers that areas keep of them."""

from django.db.models import TextChoices


class AgreementState(TextChoices):
    """What an agreement is today, read off its signatures and days (`rules.terms`)."""

    DRAFT = "draft", "草拟中"
    COMMUNITY_SIGNED = "community_signed", "待单位签"
    UNIT_SIGNED = "unit_signed", "待社区签"
    UPCOMING = "upcoming", "已签待生效"
    ACTIVE = "active", "履行中"
    EXPIRING = "expiring", "即将到期"
    RENEWED = "renewed", "已续签"
    EXPIRED = "expired", "已到期"
    TERMINATED = "terminated", "已终止"
    CANCELLED = "cancelled", "已作废"


class AgreementNumber(TextChoices):
    """What a number of `DeadlineRule` is about."""

    NOTICE = "agreement_notice", "共建协议到期前提醒"
    LONGEST = "agreement_longest", "共建协议最长期限"
