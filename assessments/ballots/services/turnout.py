"""How many have a ballot: in steps of five and against what is needed while it runs, exactly once it is counted."""

from collections.abc import Iterator

from assessments.ballots.choices import PollState
from assessments.ballots.models import Poll, PollFigure, RollEntry
from assessments.ballots.rules.counting import turnout_told


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
    for figure in PollFigure.objects.filter(voter_class__poll=poll).select_related("voter_class"):
        spoiled = "" if figure.spoiled is None else f"（废票{figure.spoiled}张）"
        yield (
            f"{figure.voter_class.label}：应投{figure.entitled}人，领电子票{figure.by_token}人、纸质票{figure.by_paper}人；"
            f"电子票发出{figure.issued}张、收回{figure.used}张，纸质票收回{figure.returned}张{spoiled}"
        )
