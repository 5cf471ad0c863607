"""What became of two files of members that look like one person."""

from django.db.models import TextChoices


class PairState(TextChoices):
    """States of a pair; transitions are the acts of `members.services.pair_acts`."""

    WAITING = "waiting", "待复核"
    MERGED = "merged", "已合并"
    DECLINED = "declined", "未合并"
    APART = "apart", "不是同一人"
