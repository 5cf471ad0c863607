"""Words of the feedback sheets (双向反馈)."""

from django.db.models import TextChoices


class FeedbackKind(TextChoices):
    """How long a stretch a sheet is about."""

    QUARTER = "Q", "季度"
    HALF = "H", "半年"
    YEAR = "Y", "年度"


class FeedbackState(TextChoices):
    """From the draft to the unit's receipt; transitions are the acts of `feedback.services.course`."""

    DRAFTED = "drafted", "待送阅"
    SHOWN = "shown", "本人阅看中"
    REPLIED = "replied", "本人已答复"
    SIGNED = "signed", "已签发"
    SENT = "sent", "已送单位"
    ACKNOWLEDGED = "acknowledged", "单位已签收"
    CANCELLED = "cancelled", "已取消"


class FeedbackGrade(TextChoices):
    """The community's proposal in the yearly appraisal (评价)."""

    GOOD = "good", "好"
    FAIR = "fair", "较好"
    PLAIN = "plain", "一般"
    POOR = "poor", "差"
