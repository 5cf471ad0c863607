"""Checking in with the community: once every half-year, and in words once a year."""

from django.db.models import TextChoices


class CheckInKind(TextChoices):
    """What is checked in with; the item of the points table behind each is in `check_ins.rules`."""

    HALF_YEAR = "half_year", "半年回社区报到"
    SUMMARY = "summary", "年度小结或意见建议书"


class CheckInState(TextChoices):
    """States of a check-in; transitions are in `services.check_in_acts`."""

    SUBMITTED = "submitted", "待接收"
    ACCEPTED = "accepted", "已接收"
    RETURNED = "returned", "已退回"
    WITHDRAWN = "withdrawn", "已撤回"


class CheckInOrigin(TextChoices):
    """Who entered it."""

    SELF = "self", "本人提交"
    PROXY = "proxy", "社区代录"
