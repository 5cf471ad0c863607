"""One lock of a poll: those who take and give ballots hold it beside each other, whoever closes it holds it alone.

It is advisory, so that a ballot leaves no trace at the poll or the roll.
"""

from django.db.models.functions import Now

from assessments.ballots.choices import PollState
from assessments.ballots.models import Poll
from orgtree.database.locks import hold, hold_shared
from orgtree.errors import RuleBroken

POLLS = 7_450_000_000_000


def hold_taking(poll_id: int) -> Poll:
    """The poll, which takes ballots for as long as this transaction runs. Raises RuleBroken; the database's clock decides."""
    hold_shared(POLLS + poll_id)
    running = Poll.objects.taking().filter(pk=poll_id).annotate(clock=Now())
    poll = running.only("state", "closes_at", "tally_public").order_by().first()  # what either role may read
    if poll is None or (poll.state == PollState.OPEN and poll.closes_at <= poll.clock):
        raise RuleBroken("poll_closed", "这次投票没有开始或已经截止，不再收票", conflict=True)
    return poll


def hold_alone(poll_id: int) -> None:
    """Wait until nobody is taking or giving a ballot, and keep others from it."""
    hold(POLLS + poll_id)
