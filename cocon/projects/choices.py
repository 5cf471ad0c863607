"""Money of projects: what a line is for, whether it is open, what an entry does."""

from django.db.models import TextChoices


class FundKind(TextChoices):
    """What the money of a line is for."""

    WORK = "work", "社区工作经费"
    SERVICE = "service", "为民服务专项经费"
    PARTY = "party", "党建活动经费"
    VENTURE = "venture", "公益创投资金"
    AID = "aid", "助学资金"
    SUBSIDY = "subsidy", "社区工作者补贴"
    OTHER = "other", "其他资金"


class LineState(TextChoices):
    """Whether money of the line may still be approved."""

    OPEN = "open", "使用中"
    CLOSED = "closed", "已结账"


class EntryKind(TextChoices):
    """What an entry does: the first four change what is left of a line, the last two are money paid."""

    BUDGET = "budget", "核定"
    ALLOT = "allot", "分配下级"
    APPROVE = "approve", "批准项目"
    RELEASE = "release", "退回额度"
    ADVANCE = "advance", "预付"
    SETTLE = "settle", "结算支付"


class ProjectKind(TextChoices):
    """What a project is. What must be told of it when it is done depends on it (rules/kinds.py)."""

    PARTY = "party", "党建项目"
    TEAM = "team", "组团服务"
    VENTURE = "venture", "公益创投"
    PURCHASE = "purchase", "购买服务"
    RENEWAL = "renewal", "小区整治"
    VENUE = "venue", "阵地建设"
    AID = "aid", "助学资助"


class ProjectCategory(TextChoices):
    """What it is about, as on the form of approval [G1]."""

    STABILITY = "stability", "社会稳定"
    ECONOMY = "economy", "经济发展"
    SERVICE = "service", "服务保障"
    GOVERNANCE = "governance", "综合治理"
    OTHER = "other", "其他"


class ProjectSource(TextChoices):
    """Where it comes from, as on the form of approval [G1]."""

    SURVEY = "survey", "问卷调查"
    COMMITTEE = "committee", "党工委研究"
    MEMBERS = "members", "在职党员上报"
    UNITS = "units", "成员单位上报"
    COMMUNITY = "community", "社区发起"
    OTHER = "other", "其他"


class ProjectState(TextChoices):
    """From 立项 to 结项; the last three are ends without it."""

    DRAFT = "draft", "待议事"
    HEARD = "heard", "待公示"
    PUBLICISED = "publicised", "公示中"
    ASKED = "asked", "待审批"
    SECOND = "second", "待第二人审批"
    RUNNING = "running", "实施中"
    SUBMITTED = "submitted", "待验收"
    ACCEPTED = "accepted", "待结算"
    SETTLED = "settled", "待结项"
    CLOSED = "closed", "已结项"
    REFUSED = "refused", "未通过"
    WITHDRAWN = "withdrawn", "已撤回"
    STOPPED = "stopped", "已终止"


class PaperStep(TextChoices):
    """The steps of a project's paper work, in their order."""

    HEARING = "hearing", "议事听证"
    PUBLICITY = "publicity", "公示"
    APPROVAL = "approval", "两人审批"
    WORK = "work", "实施"
    ACCEPTANCE = "acceptance", "验收"
    SETTLEMENT = "settlement", "结算"
    CLOSING = "closing", "结项与激励"


class PaperState(TextChoices):
    """Whether a paper may still be taken off."""

    OPEN = "open", "办理中"
    KEPT = "kept", "已存档"


class Verdict(TextChoices):
    """What a hearing came to."""

    CARRIED = "carried", "通过"
    TOO_FEW = "too_few", "到会不足，须重新召开"
    LOST = "lost", "赞成不足，不实施"


class NormKey(TextChoices):
    """What a number of the dated rules is about."""

    HEARING_LEAST = "hearing_least", "听证最少到会人数"
    HEARING_SHARE = "hearing_share", "听证最低赞成比例（%）"
    ADVANCE_SHARE = "advance_share", "预付最高比例（%）"
    WORK = "work", "社区工作经费（元/千户）"
    SERVICE = "service", "为民服务专项经费（元/社区）"
    PARTY_STREET = "party_street", "街道党建活动经费（元/街道）"
    PARTY_COMMUNITY = "party_community", "社区党建活动经费（元/社区）"


GIVEN = (EntryKind.BUDGET, EntryKind.ALLOT)  # what was given on is the community's and no more the street's


class NormAt(TextChoices):
    """Which areas a norm of an area's own is for."""

    COMMUNITY = "community", "社区、村"
    STREET = "street", "街道、镇乡"


class NormPer(TextChoices):
    """For each of what a norm of an area's own is given."""

    AREA = "area", "每个"
    HOUSEHOLDS = "households", "每千户"
    RESIDENTS = "residents", "每万人"


class ProjectDeadline(TextChoices):
    """What a term of the dated rules is about in this subject."""

    PUBLICITY = "project_publicity", "项目公示"
