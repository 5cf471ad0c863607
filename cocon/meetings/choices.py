"""Topics, meetings, who came, and what came of it."""

from django.db.models import TextChoices


class TopicSource(TextChoices):
    """Where a topic comes from."""

    COMMUNITY = "community", "社区提出"
    UNIT = "unit", "单位提出"
    RESIDENT = "resident", "居民反映"
    NEED = "need", "需求清单"
    CASE = "case", "网格事件"
    LAST = "last", "上次会议"


class TopicState(TextChoices):
    """From the pool onto an agenda, and to what was agreed and done."""

    POOL = "pool", "待上会"
    SET = "set", "已列入议程"
    SETTLED = "settled", "已议定"
    RESOLVED = "resolved", "已解决"
    DROPPED = "dropped", "不上会"


class Rhythm(TextChoices):
    """How often meetings of a series are held."""

    WEEK = "week", "每周"
    FORTNIGHT = "fortnight", "每两周"
    MONTH = "month", "每月同一天"
    WEEKDAY = "weekday", "每月同一个星期几"
    QUARTER = "quarter", "每季度同一天"


class MeetingState(TextChoices):
    """Outcomes are written while it runs; once closed it is locked."""

    DRAFT = "draft", "筹备中"
    CALLED = "called", "已通知"
    RUNNING = "running", "进行中"
    CLOSED = "closed", "已结束"
    CANCELLED = "cancelled", "已取消"


class ItemState(TextChoices):
    """How an item stands, read off its meeting."""

    PLANNED = "planned", "待议"
    RUNNING = "running", "会上"
    LOCKED = "locked", "已锁定"
    MOVED = "moved", "已转下次"


class Presence(TextChoices):
    """Whether somebody came."""

    INVITED = "invited", "已邀请"
    PRESENT = "present", "出席"
    EXCUSED = "excused", "请假"
    ABSENT = "absent", "缺席"


class OutcomeKind(TextChoices):
    """What was agreed: a text to keep, a text to know, or something to do."""

    DECISION = "decision", "决定"
    INFORMATION = "information", "通报"
    TASK = "task", "任务"
