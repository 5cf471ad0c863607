"""What members agree to, when they are free, and what they take an interest in."""

from django.db.models import TextChoices


class ConsentPurpose(TextChoices):
    """One box per purpose (个人信息保护法 Art. 14, 23, 25)."""

    REGISTRATION = "registration", "报到登记与编入网格"
    UNIT_FEEDBACK = "unit_feedback", "向工作单位反馈服务情况"
    NAMED_NOTICE = "named_notice", "公示时显示姓名"
    PHOTO = "photo", "公开展示活动照片"
    SKILLS = "skills", "向活动组织者展示特长"


class MemberState(TextChoices):
    """Whether the person is still there behind the row."""

    OPEN = "open", "已登记"
    CLOSED = "closed", "已注销"


class ConsentState(TextChoices):
    """Whether a consent holds."""

    GIVEN = "given", "已同意"
    WITHDRAWN = "withdrawn", "已撤回"


class ClosingCause(TextChoices):
    """Why a person went from a member's row."""

    ASKED = "asked", "本人申请"
    TERM = "term", "保存期满"
    MERGED = "merged", "并入另一登记"


class FreeTime(TextChoices):
    """When a member says they can serve."""

    WEEKDAY_DAY = "weekday_day", "工作日白天"
    WEEKDAY_EVENING = "weekday_evening", "工作日晚上"
    WEEKEND_DAY = "weekend_day", "周末白天"
    WEEKEND_EVENING = "weekend_evening", "周末晚上"
    HOLIDAY = "holiday", "节假日"


class ActivityCategory(TextChoices):
    """What an activity is; each has the kind of service that it usually earns under (`activities.rules.activity`); what members take an interest in.

    At a training those who come learn: it is kept in their record, and makes neither hours nor points.
    """

    LECTURE = "lecture", "讲习"
    CLEAN_UP = "clean_up", "环境整治"
    PATROL = "patrol", "巡逻值守"
    WISH = "wish", "微心愿"
    PROFESSIONAL = "professional", "专业服务"
    PARTY_DAY = "party_day", "主题党日"
    TRAINING = "training", "培训"
    OTHER = "other", "其他志愿服务"
