"""Kinds of service team, and where a person stands in one."""

from django.db.models import TextChoices


class TeamKind(TextChoices):
    """Kinds of service team (志愿服务队)."""

    GENERAL = "general", "综合服务"
    PROFESSIONAL = "professional", "专业服务"
    NEW_EMPLOYMENT = "new_employment", "新就业群体"
    EMERGENCY = "emergency", "应急服务"
    OTHER = "other", "其他"


class TeamState(TextChoices):
    """Whether a team is still there; it dissolves in `services.team_acts`."""

    IN_BEING = "in_being", "活动中"
    DISSOLVED = "dissolved", "已解散"


class TeamRole(TextChoices):
    """What a person does in a team."""

    LEADER = "leader", "队长"
    DEPUTY = "deputy", "副队长"
    MEMBER = "member", "队员"


class TeamPlace(TextChoices):
    """Where a person stands in a team; transitions are in `services.team_places`."""

    ASKED = "asked", "待接收"
    SERVING = "serving", "在队"
    REFUSED = "refused", "未接收"
    LEFT = "left", "已离队"
