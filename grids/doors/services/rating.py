"""The asker's own word on what became of it: one tap, by whoever holds the address. What was not solved is taken up again by itself."""

from dataclasses import dataclass

from grids.cases.models import Report
from grids.cases.services.reports import rate_report
from orgtree.errors import RuleBroken


@dataclass(frozen=True)
class Answer:
    """A button: its words, what it says of solved and satisfied, what is told afterwards."""

    label: str
    is_solved: bool
    stars: int
    done: str = "谢谢您的评价。"


ANSWERS = {
    "good": Answer("解决了，满意", is_solved=True, stars=5),
    "fair": Answer("解决了，一般", is_solved=True, stars=3),
    "bad": Answer("没有解决", is_solved=False, stars=1, done="已登记，会重新办理；编号和查询码不变。"),
}


def may_rate(report: Report) -> bool:
    """Whether the asker was answered and has not said yet."""
    return report.state == "replied"


def rate_by_page(*, report: Report, key: str) -> Answer:
    """What the asker said, written down; the first word stays. Raises RuleBroken before there is an answer, and for another word than those offered."""
    if key not in ANSWERS:
        raise RuleBroken("rate", "请选择一项", field="rate")
    if report.state == "told":
        raise RuleBroken("not_done", "答复以后才能评价", conflict=True)
    if report.state == "rated":
        raise RuleBroken("rated", "已经评价过了，谢谢", conflict=True)
    answer = ANSWERS[key]
    rate_report(report_id=report.pk, is_solved=answer.is_solved, stars=answer.stars, by=None)
    return answer
