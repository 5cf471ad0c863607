"""The words of activities, their sessions and those who sign up."""

from django.db.models import TextChoices


class ActivityState(TextChoices):
    """States of an activity; transitions are in `activities.services.activity_acts`."""

    DRAFT = "draft", "草稿"
    PUBLISHED = "published", "已发布"
    ENDED = "ended", "已结束"
    CANCELLED = "cancelled", "已取消"


class SessionState(TextChoices):
    """How far a session has come; derived from its columns, never stored."""

    OPEN = "open", "待点名"
    CALLED = "called", "已点名"
    CANCELLED = "cancelled", "已取消"


class ActivityReach(TextChoices):
    """Whose members may sign up."""

    COMMUNITY = "community", "面向本社区"
    STREET = "street", "面向街道"


class RollMethod(TextChoices):
    """How presence is taken down; the leader always closes the roll."""

    CALL = "call", "负责人点名"
    QR = "qr", "现场二维码签到"


class SignUpState(TextChoices):
    """Where a person stands with a session; transitions are in `activities.rules.activity`."""

    SIGNED_UP = "signed_up", "已报名"
    WAITING = "waiting", "候补中"
    ATTENDED = "attended", "到"
    ABSENT = "absent", "缺"
    EXCUSED = "excused", "请假"
    CANCELLED = "cancelled", "已取消"


class PhotoState(TextChoices):
    """A photo is there or it is not."""

    KEPT = "kept", "已保存"
