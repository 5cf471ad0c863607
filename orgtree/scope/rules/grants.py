"""What each kind of post may do, on one page.

A post gives its permissions for the subtree of the area (or unit) it is seated at, while it lasts.
Nothing else gives permissions: there are no groups, and a superuser has no bypass.
Source: docs/rules.md, "The tree and party organisations"; 市/区组织部 sees aggregates, a person only below 街道.
"""

from dataclasses import dataclass
from functools import cache, cached_property

from orgtree.choices import AreaKind, InstitutionKind, PostKind
from orgtree.choices import Permission as P


@dataclass(frozen=True)
class Block:
    """The permissions that one app brings, as the page shows them together."""

    label: str
    permissions: frozenset[str]


# Each permission stands in the block of one app; an app of a higher floor adds its own block here, and to each kind of post
# below what of it that kind may do.
BLOCKS: dict[str, Block] = {
    "orgtree": Block(
        "区域、组织与平台",
        frozenset(
            {P.AREA_VIEW, P.AREA_EDIT, P.PARTY_ORG_VIEW, P.PARTY_ORG_EDIT, P.INSTITUTION_VIEW, P.INSTITUTION_EDIT}
        )
        | {
            P.POST_VIEW,
            P.POST_GRANT,
            P.POST_CONFIRM,
            P.PHONE_REVEAL,
            P.BOARD_VIEW,
            P.FIGURES_CLOSE,
            P.IMPORT,
            P.EXPORT,
            P.AUDIT_VIEW,
        }
        | {P.TASK_VIEW, P.TASK_GIVE, P.TASK_DO}
        | {P.FORM_REGISTER, P.FORM_APPROVE, P.FORM_CONFIRM},
    ),
    "volunteers": Block(
        "报到、服务与积分",
        frozenset({P.MEMBER_VIEW, P.MEMBER_EDIT, P.REPORT_IN_DECIDE, P.UNIT_REPORT, P.DUTY_MANAGE})
        | {P.SERVICE_VIEW, P.SERVICE_ENTER, P.SERVICE_CONFIRM, P.CERTIFICATE_ISSUE}
        | {P.ACTIVITY_VIEW, P.ACTIVITY_MANAGE, P.FEEDBACK_SIGN, P.FEEDBACK_RECEIVE, P.CARD_VIEW}
        | {P.POINTS_VIEW, P.POINTS_ENTER, P.POINTS_CONFIRM, P.POINTS_SECOND, P.POINTS_PUBLISH, P.OBJECTION_DECIDE}
        | {P.BAND_DECIDE, P.YEAR_CLOSE, P.REWARD_MANAGE, P.LEDGER_CHECK, P.RULES_VIEW, P.RULES_EDIT}
        | {P.EMERGENCY_OPEN, P.EMERGENCY_RUN},
    ),
    "cocon": Block(
        "共驻共建",
        frozenset({P.COCON_VIEW, P.COCON_MANAGE, P.COCON_UNIT, P.COCON_APPROVE, P.COCON_FILE, P.COCON_BUDGET})
        | {P.VENUE_MANAGE},
    ),
    "grids": Block(
        "网格治理",
        frozenset({P.CASE_VIEW, P.CASE_ENTER, P.CASE_HANDLE, P.CASE_DISPATCH, P.CASE_APPROVE, P.CASE_UNIT})
        | {P.STAFF_VIEW, P.STAFF_MANAGE},
    ),
    "assessments": Block(
        "考核评议",
        frozenset({P.ASSESS_VIEW, P.ASSESS_MANAGE, P.ASSESS_ROLL, P.ASSESS_DECIDE, P.ASSESS_REPORT})
        | {P.MEMBER_REVIEW, P.SURVEY_MANAGE, P.RECTIFY_MANAGE, P.KEY_TASK_MANAGE, P.HONOUR_MANAGE},
    ),
}


@dataclass(frozen=True)
class Grant:
    """A post kind explained: a sentence for people, its permissions by app, and the kinds of area or unit where it may sit.

    Raises ValueError for a permission that is not of the app's block.
    """

    description: str
    blocks: dict[str, frozenset[str]]
    seats: frozenset[str]
    staff: bool = True

    def __post_init__(self) -> None:
        for app, granted in self.blocks.items():
            if strange := granted - BLOCKS[app].permissions:
                raise ValueError(f"{sorted(strange)} stand in no block of {app}")

    @cached_property
    def permissions(self) -> frozenset[str]:
        """All of them, of whatever app."""
        return frozenset().union(*self.blocks.values())


# Where posts may sit. A post at an area opens everything below, so each kind sits at the level whose work it is; codes of areas
# and of units are different words.
AT_CITY_OR_DISTRICT = frozenset({AreaKind.CITY, AreaKind.DISTRICT})
AT_STREET = frozenset({AreaKind.STREET, AreaKind.TOWN})
AT_COMMUNITY = frozenset({AreaKind.COMMUNITY, AreaKind.VILLAGE})
AT_STREET_OR_ABOVE = AT_STREET | AT_CITY_OR_DISTRICT | {AreaKind.PROVINCE}
AT_ANY_AREA = frozenset(AreaKind)
AT_ANY_UNIT = frozenset(InstitutionKind)
AT_DEPARTMENT = frozenset({InstitutionKind.AUTHORITY, InstitutionKind.PUBLIC, InstitutionKind.STATE_ENTERPRISE})

LOOK = frozenset({P.AREA_VIEW, P.PARTY_ORG_VIEW, P.INSTITUTION_VIEW, P.BOARD_VIEW})
DESK = LOOK | {P.PHONE_REVEAL, P.POST_VIEW, P.IMPORT, P.EXPORT, P.TASK_VIEW, P.TASK_GIVE, P.TASK_DO}
COMMUNITY_WORK = frozenset(
    {P.MEMBER_VIEW, P.MEMBER_EDIT, P.REPORT_IN_DECIDE, P.UNIT_REPORT, P.DUTY_MANAGE}
    | {P.SERVICE_VIEW, P.SERVICE_ENTER, P.SERVICE_CONFIRM, P.CERTIFICATE_ISSUE}
    | {P.ACTIVITY_VIEW, P.ACTIVITY_MANAGE, P.REWARD_MANAGE, P.EMERGENCY_RUN}
    | {P.POINTS_VIEW, P.POINTS_ENTER, P.POINTS_CONFIRM, P.POINTS_PUBLISH, P.RULES_VIEW}
)
TOGETHER = frozenset({P.COCON_VIEW, P.COCON_MANAGE, P.VENUE_MANAGE})
CASES = frozenset({P.CASE_VIEW, P.CASE_ENTER, P.CASE_HANDLE, P.CASE_DISPATCH, P.STAFF_VIEW, P.STAFF_MANAGE})
ASSESSING = frozenset(
    {P.ASSESS_VIEW, P.ASSESS_MANAGE, P.ASSESS_DECIDE, P.SURVEY_MANAGE, P.RECTIFY_MANAGE, P.KEY_TASK_MANAGE}
    | {P.HONOUR_MANAGE}
)

GRANTS: dict[str, Grant] = {
    PostKind.ORGANISATION_DEPT: Grant(
        "看本市、本区的汇总数字、组织架构与共驻共建；维护党组织、单位与积分规则，月度关账，登记与审批报表，启动应急动员，兼职委员备案，核定与分配共建经费；组织考核评议、评定等次、督办整改与重点任务；不看党员个人信息",
        {
            "orgtree": LOOK
            | {P.PARTY_ORG_EDIT, P.INSTITUTION_EDIT, P.POST_VIEW, P.EXPORT, P.FIGURES_CLOSE, P.TASK_VIEW, P.TASK_GIVE}
            | {P.FORM_REGISTER, P.FORM_APPROVE, P.FORM_CONFIRM},
            "volunteers": frozenset({P.RULES_VIEW, P.RULES_EDIT, P.ACTIVITY_VIEW, P.YEAR_CLOSE, P.EMERGENCY_OPEN}),
            "cocon": frozenset({P.COCON_VIEW, P.COCON_FILE, P.COCON_BUDGET}),
            "assessments": ASSESSING,
        },
        AT_CITY_OR_DISTRICT,
    ),
    PostKind.STREET_COMMITTEE: Grant(
        "管理本街道的组织树、党组织与单位，指导社区，确认任职，登记与核对上报报表；办理共驻共建与阵地，审批共建组织、项目与经费；交办与核查网格事项，审批延期、吹哨与评价；组织对社区的考核评议，提交本街道的述职与整改；复核积分、裁定异议、年度结账，启动应急动员；可看报到党员与服务记录",
        {
            "orgtree": DESK
            | {P.AREA_EDIT, P.PARTY_ORG_EDIT, P.INSTITUTION_EDIT, P.POST_CONFIRM, P.FORM_REGISTER, P.FORM_CONFIRM},
            "volunteers": COMMUNITY_WORK
            | {P.FEEDBACK_SIGN, P.POINTS_SECOND, P.OBJECTION_DECIDE, P.BAND_DECIDE, P.YEAR_CLOSE, P.EMERGENCY_OPEN},
            "cocon": TOGETHER | {P.COCON_APPROVE, P.COCON_BUDGET},
            "grids": CASES | {P.CASE_APPROVE},
            "assessments": ASSESSING | {P.ASSESS_ROLL, P.ASSESS_REPORT, P.MEMBER_REVIEW},
        },
        AT_STREET,
    ),
    PostKind.COMMUNITY_SECRETARY: Grant(
        "负责本社区：审核报到、编入网格、设岗、确认服务、签发反馈、评定等次、维护网格楼栋、核对上报报表，办理共驻共建与阵地，受理、交办与核查网格事项；提交述职与整改，组织民主评议党员",
        {
            "orgtree": DESK | {P.AREA_EDIT, P.INSTITUTION_EDIT, P.FORM_CONFIRM},
            "volunteers": COMMUNITY_WORK | {P.FEEDBACK_SIGN, P.BAND_DECIDE, P.CARD_VIEW},
            "cocon": TOGETHER,
            "grids": CASES,
            "assessments": frozenset({P.ASSESS_VIEW, P.ASSESS_REPORT, P.MEMBER_REVIEW, P.HONOUR_MANAGE}),
        },
        AT_COMMUNITY,
    ),
    PostKind.POINTS_CLERK: Grant(
        "办理本社区日常：核对上报报表、导入名册、组织活动、代录与确认服务、办理积分、办理共驻共建与阵地，受理、交办与核查网格事项",
        {
            "orgtree": DESK | {P.FORM_CONFIRM},
            "volunteers": COMMUNITY_WORK | {P.CARD_VIEW},
            "cocon": TOGETHER,
            "grids": CASES,
        },
        AT_COMMUNITY,
    ),
    PostKind.GRID_WORKER: Grant(
        "看本网格的报到党员与服务记录，组织网格活动、点名，代录服务，确认积分表列明由网格员、活动负责人确认的服务，登记积分事项，上报与办理网格事项",
        {
            "orgtree": LOOK | {P.TASK_VIEW, P.TASK_DO},
            "volunteers": frozenset({P.MEMBER_VIEW, P.SERVICE_VIEW, P.SERVICE_ENTER, P.SERVICE_CONFIRM})
            | {P.ACTIVITY_VIEW, P.ACTIVITY_MANAGE, P.POINTS_ENTER},
            "grids": frozenset({P.CASE_VIEW, P.CASE_ENTER, P.CASE_HANDLE, P.STAFF_VIEW}),
        },
        frozenset({AreaKind.GRID}),
    ),
    PostKind.BUILDING_HEAD: Grant(
        "看本楼栋的区域与汇总数字",
        {"orgtree": frozenset({P.AREA_VIEW, P.BOARD_VIEW})},
        frozenset({AreaKind.BUILDING}),
    ),
    PostKind.EMERGENCY_LEAD: Grant(
        "在应急动员期间组织本区域的动员名单、班次与点名；随动员结束自动停止",
        {
            "orgtree": frozenset({P.AREA_VIEW, P.BOARD_VIEW}),
            "volunteers": frozenset({P.ACTIVITY_VIEW, P.EMERGENCY_RUN}),
        },
        AT_ANY_AREA,  # wherever the emergency is; the right to it is looked at where it is given
    ),
    PostKind.UNIT_ORG: Grant(
        "办理本单位报到与共建事项，查收本单位党员的反馈表，承办交给本单位的任务和网格事项，提交本单位的整改",
        {
            "orgtree": frozenset({P.INSTITUTION_VIEW, P.TASK_VIEW, P.TASK_DO}),
            "volunteers": frozenset({P.UNIT_REPORT, P.FEEDBACK_RECEIVE, P.CARD_VIEW}),
            "cocon": frozenset({P.COCON_VIEW, P.COCON_UNIT}),
            "grids": frozenset({P.CASE_UNIT}),
            "assessments": frozenset({P.ASSESS_REPORT}),
        },
        AT_ANY_UNIT,
    ),
    PostKind.DEPARTMENT: Grant(
        "看本部门及其下级单位的信息，承办交给本部门的任务和网格事项，提交本部门的整改",
        {
            "orgtree": frozenset({P.INSTITUTION_VIEW, P.TASK_VIEW, P.TASK_DO}),
            "grids": frozenset({P.CASE_UNIT}),
            "assessments": frozenset({P.ASSESS_REPORT}),
        },
        AT_DEPARTMENT,
    ),
    PostKind.CASE_CENTRE: Grant(
        "区治理中心：登记热线来件与报表，交办与核查区级事项，审批延期，看事项与网格力量；不看报到党员",
        {
            "orgtree": LOOK | {P.EXPORT, P.IMPORT, P.TASK_VIEW, P.TASK_GIVE, P.FORM_REGISTER},
            "grids": frozenset(
                {P.CASE_VIEW, P.CASE_ENTER, P.CASE_HANDLE, P.CASE_DISPATCH, P.CASE_APPROVE, P.STAFF_VIEW}
            ),
        },
        AT_CITY_OR_DISTRICT,
    ),
    PostKind.ASSESS_OFFICE: Grant(
        "考核办：登记报表，组织考核评议、满意度调查与投票，维护投票人与考评人名册，督办整改与重点任务；不看报到党员",
        {
            "orgtree": LOOK | {P.POST_VIEW, P.EXPORT, P.IMPORT, P.TASK_VIEW, P.TASK_GIVE, P.FORM_REGISTER},
            "assessments": ASSESSING | {P.ASSESS_ROLL},
        },
        AT_CITY_OR_DISTRICT,
    ),
    PostKind.AUDITOR: Grant(
        "看审计记录、任职与积分账本核验结果，确认能看个人信息的任职；不办理其他业务",
        {"orgtree": frozenset({P.AUDIT_VIEW, P.POST_VIEW, P.POST_CONFIRM}), "volunteers": frozenset({P.LEDGER_CHECK})},
        AT_STREET_OR_ABOVE,
    ),
    PostKind.SYSTEM_ADMIN: Grant(
        "维护区域、账号与任职，看积分账本核验结果；不看党员个人信息、服务与积分",
        {
            "orgtree": frozenset({P.AREA_VIEW, P.AREA_EDIT, P.PARTY_ORG_VIEW, P.INSTITUTION_VIEW})
            | {P.POST_VIEW, P.POST_GRANT, P.IMPORT},
            "volunteers": frozenset({P.LEDGER_CHECK}),
        },
        AT_STREET_OR_ABOVE,
    ),
}

# Three administrators are three people (GB/T 22239-2019 8.1.5): these two exclude each other and every other post.
EXCLUSIVE_POSTS = frozenset({PostKind.AUDITOR, PostKind.SYSTEM_ADMIN})

# Posts that a place has one of; another beside it is asked about and not refused: a handing over overlaps.
HELD_BY_ONE = frozenset({PostKind.COMMUNITY_SECRETARY})

# Permissions that are themselves a right to read about persons; with any other a row that names one needs MEMBER_VIEW.
PERSONAL = frozenset(
    {P.MEMBER_VIEW, P.MEMBER_EDIT, P.PHONE_REVEAL, P.REPORT_IN_DECIDE, P.CERTIFICATE_ISSUE, P.REWARD_MANAGE}
    | {P.SERVICE_VIEW, P.SERVICE_ENTER, P.SERVICE_CONFIRM, P.DUTY_MANAGE, P.ACTIVITY_MANAGE, P.EMERGENCY_RUN}
    | {P.FEEDBACK_SIGN, P.FEEDBACK_RECEIVE, P.CARD_VIEW, P.POINTS_VIEW, P.POINTS_ENTER, P.POINTS_CONFIRM}
    | {P.POINTS_SECOND, P.POINTS_PUBLISH, P.OBJECTION_DECIDE, P.BAND_DECIDE}
    | {P.COCON_MANAGE, P.COCON_UNIT, P.VENUE_MANAGE}  # the liaisons of both sides, and who has booked
    | {P.CASE_HANDLE, P.CASE_DISPATCH, P.CASE_UNIT, P.STAFF_VIEW, P.STAFF_MANAGE}  # who asked, and who works in a grid
    | {
        P.ASSESS_ROLL,
        P.ASSESS_REPORT,
        P.MEMBER_REVIEW,
    }  # who votes and checks, what a secretary hands in, members' grades
    | {P.AUDIT_VIEW}  # the trail, whose pages mask every name themselves
)


def opens_persons(kind: str) -> bool:
    """Whether a post of `kind` opens data of persons, so that one gives it and another confirms it.

    Not 应急负责人, which the call-up itself gives for its days, by who has that right; nor the auditor, whose pages mask every name.
    """
    return kind not in (PostKind.EMERGENCY_LEAD, PostKind.AUDITOR) and bool(GRANTS[kind].permissions & PERSONAL)


# Permissions by which a post at a unit reaches the units below it; any other stays at the unit of the post itself.
REACH_DOWN = frozenset({P.INSTITUTION_VIEW})


def reaches_down(permission: str, *, persons: bool = False) -> bool:
    """Whether `permission` reaches from a unit to those below it; with `persons`, also to whom their rows name.

    Being above gives no right to persons: that one must reach down by itself, as `permission` or as the one beside it.
    """
    right = P.MEMBER_VIEW if persons and permission not in PERSONAL else permission
    return permission in REACH_DOWN and right in REACH_DOWN


_kinds: dict[str, frozenset[str]] = {}


def post_kinds_with(permission: str) -> frozenset[str]:
    """The post kinds that carry `permission`; looked up once, as every page asks for all of them several times."""
    known = _kinds.get(permission)
    if known is None:
        known = _kinds[permission] = frozenset(kind for kind, one in GRANTS.items() if permission in one.permissions)
    return known


@cache
def post_kinds_at_units(permission: str) -> frozenset[str]:
    """Those of them that sit at units."""
    return frozenset(kind for kind in post_kinds_with(permission) if sits_at_units(kind))


def post_kinds_reading_persons(permission: str) -> frozenset[str]:
    """The post kinds that carry `permission` and, by it or beside it, the right to read who a row is about."""
    kinds = post_kinds_with(permission)
    return kinds if permission in PERSONAL else kinds & post_kinds_with(P.MEMBER_VIEW)


def may_sit(kind: str, seat_kind: str) -> bool:
    """Whether a post of `kind` may sit at an area or a unit of `seat_kind`."""
    return seat_kind in GRANTS[kind].seats


def seats_told(kind: str) -> str:
    """Where a post of `kind` may sit, in words: 街道、镇乡."""
    seats = GRANTS[kind].seats
    for everything, word in ((AT_ANY_UNIT, "单位"), (AT_ANY_AREA, "各级区域")):
        if seats == everything:
            return word
    return "、".join(one.label for one in (*AreaKind, *InstitutionKind) if one in seats)


def sits_at_units(kind: str) -> bool:
    """Whether posts of `kind` sit at units; else they sit at areas."""
    return bool(GRANTS[kind].seats & AT_ANY_UNIT)


def may_hold_together(kinds: set[str]) -> bool:
    """Whether one person may hold posts of all these kinds at the same time."""
    return len(kinds) <= 1 or not kinds & EXCLUSIVE_POSTS
