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
