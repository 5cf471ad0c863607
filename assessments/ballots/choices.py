"""States of a poll, ways to vote, why a class does not count, what shares are of."""

from django.db.models import TextChoices


class PollState(TextChoices):
    """A poll goes one way; a rehearsal leads back to where it began, and nothing of it stays."""

    DRAFT = "draft", "准备中"
    REHEARSAL = "rehearsal", "演练中"
    OPEN = "open", "投票中"
    CLOSED = "closed", "已截止"
    COUNTED = "counted", "已计票"


class BallotWay(TextChoices):
    """How somebody on the roll has a ballot; one way stops the other."""

    NONE = "none", "未领票"
    TOKEN = "token", "电子票"
    PAPER = "paper", "纸质票"


class PostReach(TextChoices):
    """Whose posts are put on a roll: those at the area that holds the poll, or those below it too."""

    OWN = "own", "本级"
    BELOW = "below", "本级及以下"


class ShareBase(TextChoices):
    """What stands for 100 per cent, printed with every share."""

    VALID = "valid", "有效票"
    CAST = "cast", "收回票"
    ENTITLED = "entitled", "应投票人数"


class VoidReason(TextChoices):
    """Why the ballots of a class do not count for a subject."""

    FEW = "few", "有效票少于最少票数"
    TURNOUT = "turnout", "投票人数未达到规定比例"


class BatchState(TextChoices):
    """A batch of paper ballots: entered by one person, and by another the same or not."""

    ONCE = "once", "待第二人录入"
    UNEQUAL = "unequal", "两次录入不一致"
    EQUAL = "equal", "两次录入一致"


class TextState(TextChoices):
    """What was written about a subject, before and after somebody has read it."""

    WAITING = "waiting", "待审看"
    SHOWN = "shown", "可以反馈"
    HIDDEN = "hidden", "不反馈"


class BallotDeadline(TextChoices):
    """What a number of `DeadlineRule` is about."""

    ROLL = "ballot_roll", "计票后保存投票人名册"
