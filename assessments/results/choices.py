"""Results: how far an outcome and an objection to it are."""

from django.db.models import TextChoices


class OutcomeState(TextChoices):
    """Composed by the program, decided by the committee, then published and never changed."""

    COMPOSED = "composed", "待评定"
    DECIDED = "decided", "已评定"
    FROZEN = "frozen", "已公布"


class DisputeState(TextChoices):
    """What became of an objection to a decided grade."""

    RAISED = "raised", "待答复"
    UPHELD = "upheld", "异议成立"
    REJECTED = "rejected", "异议不成立"


class ResultDeadline(TextChoices):
    """What the dated rules say of results."""

    PUBLICITY = "result_publicity", "评议结果公示"
    ANSWER = "result_answer", "评议异议答复"
