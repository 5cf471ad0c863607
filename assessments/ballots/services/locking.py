"""One lock of a poll: those who take and give ballots hold it beside each other, whoever closes it holds it alone.

It is advisory, so that a ballot leaves no trace at the poll or the roll.
"""

from datetime import datetime

from django.db.models.functions import Now

from assessments.ballots.choices import PollState
from assessments.ballots.models import Poll
from assessments.ballots.models.polls import TAKING
from orgtree.database.locks import hold, hold_shared
from orgtree.errors import RuleBroken

POLLS = 7_450_000_000_000


def hold_taking(poll_id: int) -> None:
    """Have the poll take ballots for as long as this transaction runs. Raises RuleBroken; the database's clock decides."""
    hold_beside(poll_id)
    running = Poll.objects.filter(pk=poll_id).annotate(clock=Now())
    poll = running.only("state", "closes_at").order_by().first()  # what either role may read
    check_taking(poll, poll and poll.clock)


def hold_beside(poll_id: int) -> None:
    """Wait until nobody is closing the poll, and keep it from being closed: only what is read after this still holds."""
    hold_shared(POLLS + poll_id)


def check_taking(poll: Poll | None, clock: datetime | None) -> None:
    """Raises RuleBroken where the poll takes no ballots at that moment."""
    if poll is None or poll.state not in TAKING or (poll.state == PollState.OPEN and poll.closes_at <= clock):
        raise RuleBroken("poll_closed", "这次投票没有开始或已经截止，不再收票", conflict=True)


def hold_alone(poll_id: int) -> None:
    """Wait until nobody is taking or giving a ballot, and keep others from it."""
    hold(POLLS + poll_id)
