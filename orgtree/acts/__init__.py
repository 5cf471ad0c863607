"""Acts: what may be done to the rows of a noun, told once for desk, phone, API, docs and tests.

hour_changes = declare_acts(Acts(HourChange, member="record__member", acts=(Act("approve", ...), ...)))
perform(hour_changes, "approve", ids=[1, 2], by=user)              # Outcome
perform_one(hour_changes, "withdraw", pk=3, by=user)               # the row, or RuleBroken
make(hour_changes, "propose", by=user, record=record, …)           # Made: the row, new or found again
"""

from orgtree.acts.asking import check_said, find_broken
from orgtree.acts.asks import asks_of, rows_at
from orgtree.acts.course import Passed, course_of
from orgtree.acts.declaring import (
    READ_BY_THE_PERSON,
    Act,
    Acts,
    Ask,
    Doing,
    NotBy,
    Tell,
    acts_of,
    ask_reason,
    declare_acts,
    declared_acts,
    leave_as_it_was,
    told_apart,
)
from orgtree.acts.engine import (
    Noted,
    check_second_person,
    follow,
    note_first,
    note_steps,
    own_rows,
    perform,
    perform_on,
    perform_one,
    take_back,
)
from orgtree.acts.faces import Named, acts_done_by, does, named
from orgtree.acts.making import Made, Making, make, make_each, makings_of

__all__ = [
    "READ_BY_THE_PERSON",
    "Act",
    "Acts",
    "Ask",
    "Doing",
    "Made",
    "Making",
    "Named",
    "NotBy",
    "Noted",
    "Passed",
    "Tell",
    "acts_done_by",
    "acts_of",
    "ask_reason",
    "asks_of",
    "check_said",
    "check_second_person",
    "course_of",
    "declare_acts",
    "declared_acts",
    "does",
    "find_broken",
    "follow",
    "leave_as_it_was",
    "make",
    "make_each",
    "makings_of",
    "named",
    "note_first",
    "note_steps",
    "own_rows",
    "perform",
    "perform_on",
    "perform_one",
    "rows_at",
    "take_back",
    "told_apart",
]
