"""What is kept about those who left, by the calendar."""

from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from grids.staff.choices import StaffDeadline, TermState
from grids.staff.models import StaffTerm
from orgtree.calendar.services.deadlines import DeadlineBook
from orgtree.files.erasing import CLEARED, Words, erase_history, erase_words

WORDS = Words(StaffTerm, "", ("holder", "reason"))


def names_due(today: date) -> QuerySet[StaffTerm]:
    """Terms that ended so long ago that who it was is nobody's to know any more."""
    due = Q(pk__in=[])
    for ground, cut in DeadlineBook().cuts(StaffDeadline.NAMES, today, "area"):
        due |= ground & (Q(state=TermState.LEFT, until__lte=cut) | Q(state=TermState.VOID, entered_at__date__lte=cut))
    return StaffTerm.objects.filter(due).exclude(holder=CLEARED, account=None)


@transaction.atomic
def forget_names(*, today: date) -> int:
    """Take the names of those who left out, of the trail too; that somebody served there from when to when stays. How many."""
    rows = StaffTerm.objects.filter(pk__in=list(names_due(today).values_list("pk", flat=True)))
    count = rows.count()
    erase_words(WORDS, rows, CLEARED)
    ids = list(rows.values_list("pk", flat=True))
    rows.update(account=None)
    erase_history(StaffTerm, ids, {"account": None})
    return count
