"""Helping pairs and social services: kinds of need, of help, of service, and how a pair ends."""

from django.db.models import TextChoices


class HelpNeed(TextChoices):
    """What somebody needs help with. None of them is about a minor: a household is helped, through its adults."""

    LIVING = "living", "生活困难"
    HEALTH = "health", "看病就医"
    WORK = "work", "就业增收"
    HOUSING = "housing", "住房修缮"
    CARE = "care", "照料陪伴"
    MIND = "mind", "心理疏导"
    LAW = "law", "法律援助"
    OTHER = "other", "其他"


class Helped(TextChoices):
    """Who is helped; no more than this is kept."""

    HOUSEHOLD = "household", "家庭"
    ADULT = "adult", "成年居民"


class PairState(TextChoices):
    """Whether a pair is in force today, read off its days."""

    IN_FORCE = "in_force", "帮扶中"
    ENDED = "ended", "已结束"


class PairEnd(TextChoices):
    """Why a pair ended: chosen, so that nothing about the helped is written there. What was registered by mistake counts nowhere."""

    REACHED = "reached", "目标达成，不再需要"
    OVER = "over", "期满"
    PASSED_ON = "passed_on", "转由其他单位或服务队帮扶"
    MOVED = "moved", "帮扶对象迁出或不在"
    ASKED = "asked", "帮扶对象提出结束"
    MISTAKE = "mistake", "登记有误"


class HelpKind(TextChoices):
    """What was given."""

    VISIT = "visit", "走访"
    MONEY = "money", "资金"
    GOODS = "goods", "物资"
    DAYS = "days", "出工"


class ContributionKind(TextChoices):
    """What a unit put in."""

    MONEY = "money", "资金"
    GOODS = "goods", "物资"


class HelpState(TextChoices):
    """Whether what was entered stands."""

    KEPT = "kept", "有效"
    VOID = "void", "已作废"


class VoidReason(TextChoices):
    """Why an entry does not stand."""

    TWICE = "twice", "重复登记"
    WRONG = "wrong", "内容或金额有误"
    NOT_DONE = "not_done", "没有发生"


class EngagementState(TextChoices):
    """Whether a social organisation works for the area today, read off its days."""

    IN_FORCE = "in_force", "引进中"
    ENDED = "ended", "已结束"


class ServiceKind(TextChoices):
    """What social workers did."""

    CASE = "case", "个案服务"
    GROUP = "group", "小组活动"
    EVENT = "event", "社区活动"
    MIND = "mind", "心理服务"
    TRAINING = "training", "培训督导"
    ADVICE = "advice", "政策咨询"
    OTHER = "other", "其他"


class HelpDeadline(TextChoices):
    """What a number of `DeadlineRule` is about."""

    VISIT = "helping_visit", "帮扶对子走访间隔"
    WORDS = "helping_words", "帮扶结束后保存帮扶文字"
