"""Words of publication, objection, year close and dry run."""

from django.db.models import TextChoices


class ObjectionState(TextChoices):
    """An objection waits, and is then upheld or declined."""

    FILED = "filed", "待裁定"
    UPHELD = "upheld", "成立"
    DECLINED = "declined", "不成立"


class Remedy(TextChoices):
    """What an upheld objection leads to."""

    REVERSE = "reverse", "冲正这一条积分"
    CORRECT = "correct", "由社区更正或补录"


class Band(TextChoices):
    """Bands of a year: suggested by marks, decided by an organisation."""

    EXCELLENT = "excellent", "优秀候选"
    GOOD = "good", "良好"
    PASSED = "passed", "达标"
    BELOW = "below", "待提升"


class ExemptReason(TextChoices):
    """Why a member has no score for a year; stated by the desk, without a birthday or a diagnosis."""

    AGE = "age", "年满七十周岁"
    ILLNESS = "illness", "因病"
    AWAY = "away", "外派六个月以上"
    PARENTAL = "parental", "产假、育儿假"


class OrderState(TextChoices):
    """Life of a job that works through many accounts."""

    QUEUED = "queued", "等待处理"
    RUNNING = "running", "正在处理"
    DONE = "done", "已完成"
    FAILED = "failed", "未完成"


class EntryStanding(TextChoices):
    """How far an entry has come; derived from publications and objections, never stored."""

    CONFIRMED = "confirmed", "已确认，待公示"
    PUBLISHED = "published", "公示中"
    OBJECTED = "objected", "异议办理中"
    FINAL = "final", "已生效"
    REVERSED = "reversed", "已冲正"
