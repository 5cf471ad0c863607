"""What is kept about members on rolls, by the calendar."""

from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from assessments.reviews.choices import ReviewDeadline, ReviewState
from assessments.reviews.models import Reviewed
from orgtree.calendar.services.deadlines import DeadlineBook
from orgtree.files.erasing import erase_history


def names_due(today: date) -> QuerySet[Reviewed]:
    """On rolls of reviews that ended so long ago that who it was is nobody's to know any more."""
    due = Q(pk__in=[])
    for ground, cut in DeadlineBook().cuts(ReviewDeadline.NAMES, today, "review__branch__area"):
        ended = Q(review__state=ReviewState.CLOSED, review__closed_at__date__lte=cut)
        due |= ground & (ended | Q(review__state=ReviewState.VOID, review__made_at__date__lte=cut))
    return Reviewed.objects.filter(due, forgotten_on=None)


@transaction.atomic
def forget_names(*, today: date) -> int:
    """Take names, remarks and who it is out, of the trail too; that so many had which grade stays. How many."""
    ids = list(names_due(today).values_list("pk", flat=True))
    Reviewed.objects.filter(pk__in=ids).update(name="", remark="", member=None, forgotten_on=today)
    erase_history(Reviewed, ids, {"member": None})
    return len(ids)
