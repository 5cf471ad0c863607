"""Who answers for streets, communities and grids; the state of a term and of a grid's card; what is laid down about them."""

from django.db.models import TextChoices


class StaffRole(TextChoices):
    """As what somebody serves; where each serves is in `rules.py`."""

    PARTY_OFFICE = "party_office", "街道党建办"
    SECRETARY = "secretary", "社区书记"
    BRANCH = "branch", "支部书记"
    GROUP = "group", "楼栋党小组长"
    WORKER = "worker", "全科网格员"
    FULL_TIME = "full_time", "专职网格员"
    MOBILE = "mobile", "移动网格员"
    STREET_CHIEF = "street_chief", "街巷长"
    BUILDING_HEAD = "building_head", "楼栋长"
    COMMUNITY_WORKER = "community_worker", "社区工作者"


class TermState(TextChoices):
    """A term that is over by its days and that nobody ended is still held: it waits for a successor."""

    HELD = "held", "在任"
    LEFT = "left", "已离任"
    VOID = "void", "登记有误"


class TrainingState(TextChoices):
    """Training that somebody had."""

    DONE = "done", "已登记"
    VOID = "void", "登记有误"


class CardState(TextChoices):
    """The public card of a grid."""

    DRAFT = "draft", "未公布"
    PUBLIC = "public", "已公布"


class NormKey(TextChoices):
    """Numbers that those who keep the rules may change, dated."""

    GRID_WORKERS = "grid_workers", "每网格全科网格员（名）"
    PER_TEN_THOUSAND = "per_10k", "每万居民社区工作者（人）"
    HOUSEHOLDS = "households", "每名社区工作者包户（户）"
    TRAINING = "training", "每年培训学时"
    GRID_LEAST = "grid_least", "网格最少户数"
    GRID_MOST = "grid_most", "网格最多户数"


class StaffDeadline(TextChoices):
    """How long what names somebody is kept."""

    NAMES = "staff_names", "离任后保存网格力量姓名"
