"""What is overdue by the dated rules: an attribute of the queue that waits for the step."""

from django.db.models import Q

from volunteers.members.choices.deadline import DeadlineKey
from volunteers.members.services.deadlines import DeadlineBook, step_of


def overdue(key: DeadlineKey):
    """For a card: the condition that its report-ins are past the term `key`. The cards of a page share one book."""

    def late(memo: dict) -> Q:
        if "deadlines" not in memo:
            memo["deadlines"] = DeadlineBook()
        return memo["deadlines"].overdue(step_of(key))

    return late
