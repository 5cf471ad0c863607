"""The words of call-ups in an emergency (应急动员)."""

from django.db.models import TextChoices


class EmergencyKind(TextChoices):
    """What people are called up against."""

    FLOOD = "flood", "防汛"
    EPIDEMIC = "epidemic", "防疫"
    SNOW = "snow", "除雪"
    FIRE = "fire", "火灾"
    EARTHQUAKE = "earthquake", "地震"
    OTHER = "other", "其他"


class EmergencyState(TextChoices):
    """States of an emergency; transitions are in `emergencies.rules`."""

    DRAFT = "draft", "拟稿"
    OPEN = "open", "动员中"
    CLOSED = "closed", "已结束"


class CallUpState(TextChoices):
    """What a called-up member answered; nothing follows from either silence or refusal."""

    INVITED = "invited", "未回复"
    ACCEPTED = "accepted", "能参加"
    DECLINED = "declined", "不能参加"


class AnswerChannel(TextChoices):
    """How an answer reached us."""

    PHONE = "phone", "手机回复"
    DESK = "desk", "电话代录"
    ROLL = "roll", "到岗点名"


class ShiftState(TextChoices):
    """Whether a shift is held."""

    STANDING = "standing", "已安排"
    CANCELLED = "cancelled", "已取消"


class AttendanceState(TextChoices):
    """Whether a member who was put on a shift came."""

    PLANNED = "planned", "待到岗"
    PRESENT = "present", "已到岗"
    ABSENT = "absent", "未到岗"
