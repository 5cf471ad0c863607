"""Surveys of satisfaction: whom they ask, how far they are, what may be answered, by which way."""

from django.db.models import TextChoices


class SurveyKind(TextChoices):
    """Whom it asks: households by building, or owners by 小区."""

    RESIDENTS = "residents", "居民满意度"
    OWNERS = "owners", "业主满意度"


class SurveyState(TextChoices):
    """States of a survey; nobody sees a count before the last but one."""

    DRAFT = "draft", "起草中"
    SEEDED = "seeded", "种子已公布"
    DRAWN = "drawn", "已抽样"
    OPEN = "open", "答题中"
    CLOSED = "closed", "已截止"
    PUBLISHED = "published", "已公布"
    VOID = "void", "已作废"


class Option(TextChoices):
    """What each question may be answered with; the first two count as content."""

    GOOD = "good", "满意"
    FAIR = "fair", "基本满意"
    POOR = "poor", "不满意"


class AgeBand(TextChoices):
    """Wide on purpose: a band of few tells who it is."""

    YOUNG = "young", "35岁以下"
    MIDDLE = "middle", "35到59岁"
    OLDER = "older", "60岁及以上"
    UNSAID = "unsaid", "不填"


class NumberKey(TextChoices):
    """Numbers that an area may keep for itself."""

    ANSWERS = "answers", "最少答卷（份）"
    OUTSIDE = "outside", "非党员、非工作人员不低于（%）"


class BatchState(TextChoices):
    """States of a batch of paper answers."""

    FIRST = "first", "待第二人录入"
    COUNTED = "counted", "已计入"
    VOID = "void", "已作废"
