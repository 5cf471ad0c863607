"""Yearly reviews of members by their branch (民主评议党员): how far one is, the four grades, how long names are kept."""

from django.db.models import TextChoices


class ReviewState(TextChoices):
    """States of a branch's review of one year."""

    PREPARING = "preparing", "拟定名册"
    OPEN = "open", "名册已定"
    ENTERED = "entered", "票数待复录"
    COUNTED = "counted", "票数已定"
    DECIDED = "decided", "已评定"
    CLOSED = "closed", "已告知归档"
    VOID = "void", "已作废"


class ReviewGrade(TextChoices):
    """What the organisation may decide of a member, and what a vote may say. Never a number."""

    EXCELLENT = "excellent", "优秀"
    QUALIFIED = "qualified", "合格"
    BASIC = "basic", "基本合格"
    FAILED = "failed", "不合格"


class ReviewedState(TextChoices):
    """How far it is with one member."""

    LISTED = "listed", "在册"
    GRADED = "graded", "待告知"
    TOLD = "told", "已告知"


class ReviewDeadline(TextChoices):
    """What a number of `DeadlineRule` is about."""

    NAMES = "review_names", "民主评议归档后保存姓名和等次"
