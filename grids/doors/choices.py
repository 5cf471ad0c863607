"""States of what another system has sent."""

from django.db.models import TextChoices


class OrderState(TextChoices):
    """Whether a case was made of it; what could not be filed by itself waits for somebody."""

    WAITING = "waiting", "待人工登记"
    FILED = "filed", "已转事项"
    DISCARDED = "discarded", "已作废"


class WindowKind(TextChoices):
    """What residents come to a window for."""

    CIVIL = "civil", "民政救助"
    INSURANCE = "insurance", "社会保障"
    MEDICAL = "medical", "医疗保障"
    PAPERS = "papers", "证件证明"
    DISABLED = "disabled", "残疾人服务"
    FAMILY = "family", "卫生健康"
    WORK = "work", "就业创业"
    PARTY = "party", "党务服务"
    OTHER = "other", "其他"


class CountState(TextChoices):
    """An entry counts, or was wrong and counts no more."""

    COUNTED = "counted", "计入"
    VOID = "void", "已作废"
