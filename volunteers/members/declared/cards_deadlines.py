"""What is overdue by the dated rules: an attribute of the queue that waits for the step."""

from django.db.models import Q

from orgtree.calendar.services.deadlines import book_in
from volunteers.members.choices.deadline import DeadlineKey
from volunteers.members.services import deadlines


def overdue(key: DeadlineKey):
    """For a card: the condition that its report-ins are past the term `key`. The cards of a page share one book."""

    def late(memo: dict) -> Q:
        return deadlines.overdue(book_in(memo), deadlines.step_of(key))

    return late
