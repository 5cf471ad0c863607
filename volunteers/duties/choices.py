"""Duty posts (设岗定责): classes, kinds, and how a claim on one begins and ends."""

from django.db.models import TextChoices


class DutyClass(TextChoices):
    """The eight classes of post (docs/rules.md, "Duty posts")."""

    ORGANISATION = "organisation", "组织建设"
    LEGAL = "legal", "法律咨询援助"
    SUPPORT = "support", "助困扶残与就业"
    GOVERNANCE = "governance", "社区治理"
    HEALTH = "health", "健康医疗"
    CULTURE = "culture", "文体"
    SAFETY = "safety", "安全宣传与治安巡逻"
    OTHER = "other", "其他"


class DutyKind(TextChoices):
    """What a post is bound to: a subject, a building, a grid, a task, or an area of responsibility."""

    ORDINARY = "ordinary", "普通岗"
    BUILDING = "building", "楼栋岗"
    GRID = "grid", "网格岗"
    PIONEER = "pioneer", "先锋岗"
    RESPONSIBILITY = "responsibility", "责任区"


class DutyState(TextChoices):
    """Whether a post takes claims."""

    OPEN = "open", "招募中"
    CLOSED = "closed", "已停止"


class ClaimState(TextChoices):
    """States of a claim (认岗); transitions are in `services.duty_claim_acts`."""

    CLAIMED = "claimed", "待任岗"
    APPOINTED = "appointed", "在岗"
    DECLINED = "declined", "未通过"
    RELEASED = "released", "已离岗"


class ClaimOrigin(TextChoices):
    """Who entered the claim."""

    SELF = "self", "本人认领"
    PROXY = "proxy", "社区代录"


class ReleaseCause(TextChoices):
    """Why a claim ended."""

    OWN_WISH = "own_wish", "本人退出"
    DESK = "desk", "社区调整"
    TERM = "term", "任期届满"
    POST_CLOSED = "post_closed", "岗位停止"
    REPORT_IN = "report_in", "报到结束"
