"""What is recognised by a document, who issued it, and training by kind and audience."""

from django.db.models import TextChoices


class HonourKind(TextChoices):
    """What the document says of the area."""

    DISTRICT = "district", "示范区市"
    STREET = "street", "示范街道"
    SITE = "site", "示范点"
    CASE = "case", "推广案例"
    HONOUR = "honour", "荣誉"
    ENROLLED = "enrolled", "社区书记考录进编"


class OrganLevel(TextChoices):
    """At which level the organ stands that issued the document."""

    NATION = "nation", "中央和国家"
    PROVINCE = "province", "省"
    CITY = "city", "市"
    DISTRICT = "district", "区县"
    STREET = "street", "街道、镇乡"


class HonourState(TextChoices):
    """Entered from the document, checked against it by another, and over."""

    ENTERED = "entered", "待核对"
    HELD = "held", "有效"
    DECLINED = "declined", "未通过"
    ENDED = "ended", "已失效"


class TrainingKind(TextChoices):
    """How a training is held."""

    TOGETHER = "together", "集中培训"
    AWAY = "away", "外出学习"
    POST = "post", "岗位练兵"
    ONLINE = "online", "网络培训"


class Audience(TextChoices):
    """Who was trained."""

    STREET = "street", "街道干部"
    WORKER = "worker", "社区工作者"
    SECRETARY = "secretary", "党组织书记"
    MEMBER = "member", "党员"
    OTHER = "other", "其他"


class EntryState(TextChoices):
    """A training, or a count of a roll, counts or was entered wrongly."""

    COUNTED = "counted", "计入"
    VOID = "void", "已作废"
