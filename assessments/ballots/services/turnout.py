"""How many have a ballot: in steps of five and against what is needed while it runs, exactly once it is counted; and what came of it, in words."""

from collections.abc import Iterator

from django.db.models import QuerySet

from assessments.ballots.choices import PollState, VoidReason
from assessments.ballots.models import Poll, PollFigure, PollTally, RollEntry
from assessments.ballots.rules.counting import Counted, base_of, turnout_told


def turnout_of(poll: Poll) -> str:
    """已有35人以上领票 …; nothing before the opening. By class nothing is told: a small one would show who abstains."""
    if poll.state not in (PollState.OPEN, PollState.CLOSED):
        return ""
    least = max((one.least_turnout for one in poll.classes.all()), default=0)
    shown, is_enough = turnout_told(RollEntry.objects.filter(poll=poll).with_ballot().count(), poll.people or 0, least)
    enough = "已达到" if is_enough else "未达到"
    return f"应投票{poll.people}人，已领票不少于{shown}人，{enough}{least.numerator}/{least.denominator}"


def figures_told(poll: Poll) -> Iterator[str]:
    """A line for each class of a counted poll: people and ballots apart."""
    for figure in figures_of(poll):
        yield f"{figure.voter_class.label}：{people_told(figure)}；{ballots_told(figure)}"


def figures_of(poll: Poll) -> QuerySet[PollFigure]:
    """What was kept of each class, in the order of the classes."""
    return (
        PollFigure.objects.filter(voter_class__poll=poll)
        .select_related("voter_class")
        .order_by("voter_class__position")
    )


def people_told(figure: PollFigure) -> str:
    """应投6人，领票5人（电子票4人、纸质票1人）."""
    both = (figure.by_token or 0) + (figure.by_paper or 0)
    return f"应投{figure.entitled}人，领票{both}人（电子票{figure.by_token}人、纸质票{figure.by_paper}人）"


def ballots_told(figure: PollFigure) -> str:
    """发出5张（电子票4张、纸质票1张），收回5张（电子票4张、纸质票1张），废票0张; spoiled ones untold where the class is told nowhere."""
    handed = figure.by_paper if figure.handed is None else figure.handed  # polls of before it was kept: one sheet each
    out, back = (figure.issued or 0) + (handed or 0), (figure.used or 0) + (figure.returned or 0)
    spoiled = "" if figure.spoiled is None else f"，废票{figure.spoiled}张"
    return (
        f"发出{out}张（电子票{figure.issued}张、纸质票{handed}张），"
        f"收回{back}张（电子票{figure.used}张、纸质票{figure.returned}张）{spoiled}"
    )


def counts_told(row: PollTally) -> str:
    """好5、较好3 …, with what is 100 per cent; nothing of a class that does not count."""
    if row.void:
        return VoidReason(row.void).label
    labels = {code: label for code, label, _ in row.poll.options}
    return "、".join(f"{labels[code]}{number}" for code, number in row.counts.items())


def base_told(row: PollTally) -> int | None:
    """What is 100 per cent of the row; None of a class that does not count."""
    if row.void:
        return None
    entitled = row.voter_class.figure.entitled
    return base_of(Counted(entitled, row.counts, row.abstained, row.spoiled), row.poll.base)


def digest_told(poll: Poll) -> str:
    """The roll's digest in groups, so that it fits on a phone and on paper."""
    return " ".join(poll.roll_digest[start : start + 8] for start in range(0, len(poll.roll_digest), 8))
