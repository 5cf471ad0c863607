"""Rectification (整改) and talks (约谈): where an item comes from, states, kinds, triggers."""

from django.db.models import TextChoices


class RectifySource(TextChoices):
    """What brought the item to light."""

    REVIEW = "review", "述职评议点评"
    PANEL = "panel", "实地考核"
    BALLOT = "ballot", "民主测评意见"
    SURVEY = "survey", "群众满意度"
    VISIT = "visit", "督导检查"
    TALK = "talk", "约谈"
    OTHER = "other", "其他"


class RectifyState(TextChoices):
    """States of an item; that it is late is read off its day."""

    OPEN = "open", "待认领"
    DOING = "doing", "整改中"
    APPLIED = "applied", "待核验"
    RETURNED = "returned", "退回整改"
    VERIFIED = "verified", "已销号"
    CANCELLED = "cancelled", "已撤销"


class ProposalState(TextChoices):
    """What the office made of something that a round brought up."""

    WAITING = "waiting", "待处理"
    LISTED = "listed", "已列入"
    STRUCK = "struck", "不列入"


class RectifyDeadline(TextChoices):
    """What the dated rules say of items."""

    DUE = "rectify_due", "整改期限（反馈后）"


class TalkKind(TextChoices):
    """How serious the talk is."""

    REMIND = "remind", "提醒谈话"
    ADMONISH = "admonish", "告诫约谈"


class TalkTrigger(TextChoices):
    """Why there was a talk."""

    PLAIN = "plain", "等次为一般"
    POOR = "poor", "等次为差"
    TWICE = "twice", "连续两年一般"
    RECTIFY = "rectify", "整改不力"
    OVERDUE = "overdue", "重点任务逾期"
    SURVEY = "survey", "群众满意度下降"
    OTHER = "other", "其他"


class TalkState(TextChoices):
    """States of a talk: what follows from it is said by the organisation and confirmed by another."""

    HELD = "held", "待落实"
    REPORTED = "reported", "待确认"
    CLOSED = "closed", "已落实"
    VOID = "void", "已作废"
