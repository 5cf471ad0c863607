"""How long it is known who stood on a roll: numbers of people stay with the result, who they were goes."""

from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from assessments.ballots.choices import BallotDeadline, PollState
from assessments.ballots.models import RollEntry
from orgtree.calendar.services.deadlines import DeadlineBook
from orgtree.files.erasing import erase_history


def rolls_due(today: date) -> QuerySet[RollEntry]:
    """On rolls of polls that were counted so long ago that who was on them is nobody's to know any more."""
    due = Q(pk__in=[])
    for ground, cut in DeadlineBook().cuts(BallotDeadline.ROLL, today, "poll__area"):
        due |= ground & Q(poll__state=PollState.COUNTED, poll__counted_at__date__lte=cut)
    return RollEntry.objects.filter(due)


@transaction.atomic
def forget_rolls(*, today: date) -> int:
    """Take the rows away, and who they were out of the trail; figures and the roll's digest stay. How many."""
    ids = list(rolls_due(today).values_list("pk", flat=True))
    RollEntry.objects.filter(pk__in=ids).delete()
    erase_history(RollEntry, ids, {"name": "", "about": "", "user": None})
    return len(ids)
