"""States of a whistle, of a department's part of it, what is timed there, and the numbers of its score."""

from django.db.models import TextChoices


class WhistleState(TextChoices):
    """Asked for, approved by the street, ended when everything is done (事不完人不撤)."""

    ASKED = "asked", "待审批"
    BLOWN = "blown", "已吹哨"
    REFUSED = "refused", "未批准"
    ENDED = "ended", "已解哨"


class LegState(TextChoices):
    """A department's part, from the whistle to the rating and what becomes of it."""

    CALLED = "called", "待签收"
    SIGNED = "signed", "已签收"
    ANSWERED = "answered", "已应哨"
    ARRIVED = "arrived", "已到场"
    EXTENDING = "extending", "延期待批"
    RETURNED = "returned", "退哨待定"
    RELEASED = "released", "已撤哨"
    DONE = "done", "待评价"
    RATED = "rated", "已评价"
    CONTESTED = "contested", "申诉中"
    EXCLUDED = "excluded", "已剔除"
    KEPT = "kept", "维持评价"


class StepKind(TextChoices):
    """What a department is timed for: each step has a clock of its own, and all begin with the whistle."""

    SIGN = "sign", "签收"
    ANSWER = "answer", "应哨"
    ARRIVE = "arrive", "到场"
    RESULT = "result", "办结"


class UnitKind(TextChoices):
    """Whether a unit is a department of the district or one that it has stationed in the street: their shares differ."""

    DEPARTMENT = "department", "职能部门"
    STATION = "station", "派驻机构"


class ScoreKey(TextChoices):
    """What a dated number of the score is about."""

    RESPONSE = "response", "响应权重"
    ATTENDANCE = "attendance", "到场权重"
    RESULT = "result", "结果权重"
    ASKER = "asker", "诉求人权重"
    DEPARTMENT = "department", "职能部门年度占比（%）"
    STATION = "station", "派驻机构年度占比（%）"


class WhistleDeadline(TextChoices):
    """What a number of the dated rules is about in this subject."""

    SIGN = "whistle_sign", "吹哨签收"
    ANSWER = "whistle_answer", "吹哨应哨"
    ARRIVE = "whistle_arrive", "吹哨到场"
    RESULT = "whistle_result", "吹哨办结"
    CONTEST = "whistle_contest", "吹哨评价可申诉"
