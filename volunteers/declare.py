"""What a higher subject declares on a lower one of this app: what else happens when something has come about.

A lower subject names the moment here and runs it; a higher one adds what it does then, in its module of
`volunteers/follows`. A call that you can jump to: no signal, no receiver in a thread of its own.
"""

from collections.abc import Iterable
from typing import Any

from orgtree.declare import DuplicateDeclaration
from orgtree.declare.follows import Follows

# (report_ins, by): they have just become accepted and are written.
report_ins_accepted = Follows()
# (member_id, reason, by): the member's live report-in ends, for good or for another community.
report_in_ended = Follows()
# (member_id, by): the member's account is being closed; words and phone are still there, and what they held goes back.
account_closing = Follows()
# (record_ids, reason): confirmed records of service that say something else from now on, or nothing.
records_changed = Follows()

# What a higher app offers on the page of a unit's report-in (ObjectAction) and in the menu of their list (BulkAct).
unit_report_in_buttons: list[Any] = []
unit_report_in_entries: list[Any] = []


def add_unit_report_in_acts(*, buttons: Iterable[Any], entries: Iterable[Any]) -> None:
    """Offer these; raises DuplicateDeclaration for a key that is there already."""
    for shelf, added in ((unit_report_in_buttons, buttons), (unit_report_in_entries, entries)):
        for one in added:
            if one.key in {there.key for there in shelf}:
                raise DuplicateDeclaration(one.key)
            shelf.append(one)
