"""Seats in a body: what somebody is there, and how far it is."""

from django.db.models import TextChoices


class SeatRole(TextChoices):
    """What somebody is in a body."""

    HEAD = "head", "书记（召集人）"
    DEPUTY = "deputy", "副书记（副召集人）"
    FULL = "full", "专职委员"
    PART = "part", "兼职委员"
    MEMBER = "member", "成员"


class SeatState(TextChoices):
    """From being proposed to leaving; a term that is over is read off its days."""

    PROPOSED = "proposed", "待审批"
    HELD = "held", "在任"
    DECLINED = "declined", "未同意"
    WITHDRAWN = "withdrawn", "已撤回"
    ENDED = "ended", "已离任"
