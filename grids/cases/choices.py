"""Cases, their reports, clocks, legs and requests: sources, states, kinds."""

from django.db.models import TextChoices


class CaseState(TextChoices):
    """The course of a case; what else there is to say of it are reasons."""

    REPORTED = "reported", "待受理"
    ACCEPTED = "accepted", "待交办"
    ASSIGNED = "assigned", "待签收"
    HANDLING = "handling", "办理中"
    RETURNED = "returned", "已退回"
    SPLIT = "split", "分办中"
    DONE = "done", "待核查"
    VERIFIED = "verified", "待答复回访"
    RATED = "rated", "已评价"
    CLOSED = "closed", "已结案"
    NOT_OURS = "not_ours", "不属受理范围"
    MERGED = "merged", "已并案"
    WITHDRAWN = "withdrawn", "已撤销"


class CaseSource(TextChoices):
    """By which door somebody told of it."""

    HOTLINE = "hotline", "12345热线"
    PATROL = "patrol", "网格巡查"
    CITY = "city", "数字城管"
    RESIDENT = "resident", "居民上报"
    PROPERTY = "property", "物业上报"
    DEPARTMENT = "department", "部门转来"
    HEAD = "head", "楼长上报"


class ReplyChannel(TextChoices):
    """How the asker wants to be answered: each in the channel by which they came."""

    PHONE = "phone", "电话"
    PAGE = "page", "凭编号和查询码查看"
    SOURCE = "source", "由来件系统答复"
    NONE = "none", "不需要答复"


class PhoneFor(TextChoices):
    """For whom the asker left the number."""

    HANDLER = "handler", "承办单位和社区、街道"
    DESK = "desk", "只给社区和街道"


class CaseResult(TextChoices):
    """What came of the work: what was explained is not solved."""

    SOLVED = "solved", "已解决"
    EXPLAINED = "explained", "已解释说明"


class ClockKind(TextChoices):
    """Which of the case's clocks it is; none rules another."""

    ACCEPT = "accept", "受理"
    RESPOND = "respond", "首次联系"
    DISPATCH = "dispatch", "交办"
    HANDLE = "handle", "办理"
    SIGN = "sign", "签收"


class LegRole(TextChoices):
    """What a unit is to the case."""

    LEAD = "lead", "主办"
    ASSIST = "assist", "协办"


class LegState(TextChoices):
    """States of a unit's part of a case."""

    GIVEN = "given", "待签收"
    SIGNED = "signed", "办理中"
    DONE = "done", "已办结"
    RETURNED = "returned", "已退回"
    WITHDRAWN = "withdrawn", "已撤回"


class ReturnKind(TextChoices):
    """Why a unit gives a case back."""

    NOT_DUTY = "not_duty", "不属本单位职责"
    NOT_PLACE = "not_place", "不属本单位辖区"
    UNCLEAR = "unclear", "信息不全，无法办理"
    DOUBLE = "double", "重复交办"
    OTHER = "other", "其他"


class RequestKind(TextChoices):
    """What whoever has a case in hand may ask for, one level up."""

    WAIT = "wait", "暂停计时"
    EXTEND = "extend", "延期"
    EXCLUDE = "exclude", "不计入考核"


class RequestState(TextChoices):
    """States of a request."""

    ASKED = "asked", "待审批"
    APPROVED = "approved", "已同意"
    REFUSED = "refused", "未同意"
    ENDED = "ended", "已结束"


class SendingState(TextChoices):
    """Whether a department's wish to send an item down to the street fits the list of duties."""

    TAKEN = "taken", "已转街道"
    REFUSED = "refused", "按履职清单不予下派"


class PaperKind(TextChoices):
    """The papers of a case that offices print and file."""

    DECLARED = "declared", "申报单"
    RAISED = "raised", "呈报单"
    PASSED = "passed", "转办单"
    GIVEN = "given", "交办单"
    ANSWERED = "answered", "回复单"


class CaseDeadline(TextChoices):
    """What a number of the dated rules is about in this subject."""

    RESPOND = "case_respond", "事项首次联系诉求人"
    DISPATCH = "case_dispatch", "事项受理后交办或自办"
    SIGN = "case_sign", "事项签收"
    RETURN = "case_return", "事项退回期限"
    RETURNS = "case_returns", "事项可退回"
    REOPEN = "case_reopen", "结案后可重新办理"
    CLOSE = "case_close", "答复后自动结案"
    RED = "case_red", "超期后转红牌"
    REMIND = "case_remind", "到期前提醒"
    KEEP_ASKER = "case_asker", "诉求人联系方式保存"
