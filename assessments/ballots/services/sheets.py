"""A counted poll on paper: 发出、收回、有效、弃权、废票, people and ballots apart, with the note of who closed it."""

from django.utils.timezone import localtime

from assessments.ballots.choices import PollState
from assessments.ballots.models import Poll, PollTally
from assessments.ballots.services.turnout import (
    ballots_told,
    base_told,
    counts_told,
    digest_told,
    figures_of,
    people_told,
)
from assessments.papers import SignedPaper
from orgtree.choices import Permission as P

CALLED = ("评议对象", "类别", "收回", "有效", "弃权", "废票", "各栏票数", "基数")


def polls_to_print(user):
    """Counted polls that the person may look at."""
    return Poll.objects.allowed(user, P.ASSESS_VIEW).filter(state=PollState.COUNTED).select_related("area")


def result_sheet(poll: Poll) -> SignedPaper:
    """The sheet to be signed by who counted and who watched; of a class that does not count nothing but why."""
    figures = list(figures_of(poll))
    return SignedPaper(
        title="投票计票结果表",
        number=poll.number,
        facts=[
            ("投票", poll.title),
            ("组织", poll.area.name),
            ("应投票", f"{poll.people}人"),
            ("截止时间", _moment(poll.closed_at)),
            ("计票时间", _moment(poll.counted_at)),
            ("基数", poll.get_base_display()),
        ],
        headings=list(CALLED),
        rows=[_line(row) for row in _tallies(poll)],
        widths=[8, 7, 3, 3, 3, 3, 8, 3],
        boxes=[
            ("投票人数", "\n".join(f"{one.voter_class.label}：{people_told(one)}" for one in figures)),
            ("选票张数", "\n".join(f"{one.voter_class.label}：{ballots_told(one)}" for one in figures)),
            ("票数不符的说明", poll.note or "发出与收回的纸质票相符"),
            ("名册摘要", digest_told(poll)),
        ],
        stamps=["计票人", "监票人"],
        file_name=f"{poll.title}计票结果表",
    )


def _tallies(poll: Poll):
    rows = PollTally.objects.filter(poll=poll).select_related("poll", "subject", "voter_class__figure")
    return rows.order_by("subject__position", "voter_class__position")


def _line(row: PollTally) -> list[str]:
    about = [row.subject.name, row.voter_class.label]
    if row.void:
        return [*about, "—", "—", "—", "—", f"不计入：{counts_told(row)}", "—"]
    back = row.valid + row.abstained + row.spoiled
    return [*about, *map(str, (back, row.valid, row.abstained, row.spoiled)), counts_told(row), str(base_told(row))]


def _moment(moment) -> str:
    return f"{localtime(moment):%Y-%m-%d %H:%M}"
