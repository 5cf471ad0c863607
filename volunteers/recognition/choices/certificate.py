"""The words of service certificates (服务记录单)."""

from django.db.models import TextChoices


class CertificateState(TextChoices):
    """States of a certificate; transitions are in `recognition.rules.certificates`."""

    REQUESTED = "requested", "待开具"
    DECLINED = "declined", "未开具"
    ISSUED = "issued", "有效"
    REVOKED = "revoked", "已作废"
