"""What each kind of post may do, on one page.

A post gives its permissions for the subtree of the area (or unit) it is seated at, while it lasts.
Nothing else gives permissions: there are no groups, and a superuser has no bypass.
Source: docs/rules.md, "The tree and party organisations"; 市/区组织部 sees aggregates, a person only below 街道.
"""

from dataclasses import dataclass

from orgtree.choices import Permission as P
from orgtree.choices import PostKind


@dataclass(frozen=True)
class Grant:
    """A post kind explained: a sentence for people, its permissions, and what it may be seated at."""

    description: str
    permissions: frozenset[str]
    seats: frozenset[str]
    staff: bool = True


AT_AREA = frozenset({"area"})
AT_INSTITUTION = frozenset({"institution"})

LOOK = frozenset({P.AREA_VIEW, P.PARTY_ORG_VIEW, P.INSTITUTION_VIEW, P.BOARD_VIEW})
COMMUNITY_DESK = LOOK | {
    P.MEMBER_VIEW,
    P.MEMBER_EDIT,
    P.PHONE_REVEAL,
    P.REPORT_IN_DECIDE,
    P.UNIT_REPORT,
    P.SERVICE_VIEW,
    P.SERVICE_ENTER,
    P.SERVICE_CONFIRM,
    P.DUTY_MANAGE,
    P.ACTIVITY_VIEW,
    P.ACTIVITY_MANAGE,
    P.CERTIFICATE_ISSUE,
    P.POINTS_VIEW,
    P.POINTS_ENTER,
    P.POINTS_CONFIRM,
    P.POINTS_PUBLISH,
    P.REWARD_MANAGE,
    P.EMERGENCY_RUN,
    P.RULES_VIEW,
    P.POST_VIEW,
    P.IMPORT,
    P.EXPORT,
}

GRANTS: dict[str, Grant] = {
    PostKind.ORGANISATION_DEPT: Grant(
        "看本市、本区的汇总数字与组织架构；维护党组织、单位与积分规则，月度关账，启动应急动员；不看党员个人信息",
        LOOK
        | {P.PARTY_ORG_EDIT, P.INSTITUTION_EDIT, P.RULES_VIEW, P.RULES_EDIT, P.POST_VIEW, P.EXPORT}
        | {P.FIGURES_CLOSE, P.ACTIVITY_VIEW, P.YEAR_CLOSE, P.EMERGENCY_OPEN},
        AT_AREA,
    ),
    PostKind.STREET_COMMITTEE: Grant(
        "管理本街道的组织树、党组织与单位，指导社区；复核积分、裁定异议、年度结账，启动应急动员；可看报到党员与服务记录",
        COMMUNITY_DESK
        | {P.AREA_EDIT, P.PARTY_ORG_EDIT, P.INSTITUTION_EDIT, P.FEEDBACK_SIGN, P.POINTS_SECOND, P.OBJECTION_DECIDE}
        | {P.BAND_DECIDE, P.YEAR_CLOSE, P.EMERGENCY_OPEN},
        AT_AREA,
    ),
    PostKind.COMMUNITY_SECRETARY: Grant(
        "负责本社区：审核报到、编入网格、设岗、确认服务、签发反馈、评定等次、维护网格楼栋",
        COMMUNITY_DESK | {P.AREA_EDIT, P.INSTITUTION_EDIT, P.FEEDBACK_SIGN, P.BAND_DECIDE, P.CARD_VIEW},
        AT_AREA,
    ),
    PostKind.POINTS_CLERK: Grant(
        "办理本社区日常：导入名册、组织活动、代录与确认服务、办理积分",
        COMMUNITY_DESK | {P.CARD_VIEW},
        AT_AREA,
    ),
    PostKind.GRID_WORKER: Grant(
        "看本网格的报到党员与服务记录，组织网格活动、点名，代录服务，登记积分事项",
        LOOK | {P.MEMBER_VIEW, P.SERVICE_VIEW, P.SERVICE_ENTER, P.ACTIVITY_VIEW, P.ACTIVITY_MANAGE, P.POINTS_ENTER},
        AT_AREA,
    ),
    PostKind.BUILDING_HEAD: Grant("看本楼栋的区域与汇总数字", frozenset({P.AREA_VIEW, P.BOARD_VIEW}), AT_AREA),
    PostKind.EMERGENCY_LEAD: Grant(
        "在应急动员期间组织本区域的动员名单、班次与点名；随动员结束自动停止",
        frozenset({P.AREA_VIEW, P.BOARD_VIEW, P.ACTIVITY_VIEW, P.EMERGENCY_RUN}),
        AT_AREA,
    ),
    PostKind.UNIT_ORG: Grant(
        "办理本单位报到，查收本单位党员的反馈表",
        frozenset({P.INSTITUTION_VIEW, P.UNIT_REPORT, P.FEEDBACK_RECEIVE, P.CARD_VIEW}),
        AT_INSTITUTION,
    ),
    PostKind.DEPARTMENT: Grant("看本部门信息", frozenset({P.INSTITUTION_VIEW}), AT_INSTITUTION),
    PostKind.AUDITOR: Grant(
        "只看审计记录、任职与积分账本核验结果，不办理任何业务",
        frozenset({P.AUDIT_VIEW, P.POST_VIEW, P.LEDGER_CHECK}),
        AT_AREA,
    ),
    PostKind.SYSTEM_ADMIN: Grant(
        "维护区域、账号与任职，看积分账本核验结果；不看党员个人信息、服务与积分",
        frozenset({P.AREA_VIEW, P.AREA_EDIT, P.PARTY_ORG_VIEW, P.INSTITUTION_VIEW})
        | {P.POST_VIEW, P.POST_GRANT, P.IMPORT, P.LEDGER_CHECK},
        AT_AREA,
    ),
}

# Three administrators are three people (GB/T 22239-2019 8.1.5): these two exclude each other and every other post.
EXCLUSIVE_POSTS = frozenset({PostKind.AUDITOR, PostKind.SYSTEM_ADMIN})

# Permissions that are themselves a right to read about persons; with any other a row that names one needs MEMBER_VIEW.
PERSONAL = frozenset(
    {P.MEMBER_VIEW, P.MEMBER_EDIT, P.PHONE_REVEAL, P.REPORT_IN_DECIDE, P.CERTIFICATE_ISSUE, P.REWARD_MANAGE}
    | {P.SERVICE_VIEW, P.SERVICE_ENTER, P.SERVICE_CONFIRM, P.DUTY_MANAGE, P.ACTIVITY_MANAGE, P.EMERGENCY_RUN}
    | {P.FEEDBACK_SIGN, P.FEEDBACK_RECEIVE, P.CARD_VIEW, P.POINTS_VIEW, P.POINTS_ENTER, P.POINTS_CONFIRM}
    | {P.POINTS_SECOND, P.POINTS_PUBLISH, P.OBJECTION_DECIDE, P.BAND_DECIDE}
    | {P.AUDIT_VIEW}  # the trail, whose pages mask every name themselves
)


def post_kinds_with(permission: str) -> frozenset[str]:
    """The post kinds that carry `permission`."""
    return frozenset(kind for kind, grant in GRANTS.items() if permission in grant.permissions)


def post_kinds_reading_persons(permission: str) -> frozenset[str]:
    """The post kinds that carry `permission` and, by it or beside it, the right to read who a row is about."""
    kinds = post_kinds_with(permission)
    return kinds if permission in PERSONAL else kinds & post_kinds_with(P.MEMBER_VIEW)


def may_hold_together(kinds: set[str]) -> bool:
    """Whether one person may hold posts of all these kinds at the same time."""
    return len(kinds) <= 1 or not kinds & EXCLUSIVE_POSTS
