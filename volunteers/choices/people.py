"""What members agree to, and when they are free."""

from django.db.models import TextChoices


class ConsentPurpose(TextChoices):
    """One box per purpose (个人信息保护法 Art. 14, 23, 25)."""

    REGISTRATION = "registration", "报到登记与编入网格"
    UNIT_FEEDBACK = "unit_feedback", "向工作单位反馈服务情况"
    NAMED_NOTICE = "named_notice", "公示时显示姓名"
    PHOTO = "photo", "公开展示活动照片"
    SKILLS = "skills", "向活动组织者展示特长"


class ClosingCause(TextChoices):
    """Why a person went from a member's row."""

    ASKED = "asked", "本人申请"
    TERM = "term", "保存期满"


class FreeTime(TextChoices):
    """When a member says they can serve."""

    WEEKDAY_DAY = "weekday_day", "工作日白天"
    WEEKDAY_EVENING = "weekday_evening", "工作日晚上"
    WEEKEND_DAY = "weekend_day", "周末白天"
    WEEKEND_EVENING = "weekend_evening", "周末晚上"
    HOLIDAY = "holiday", "节假日"
