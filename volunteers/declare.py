"""What a higher subject declares on a lower one of this app: what else happens when something has come about.

A lower subject names the moment here and runs it; a higher one adds what it does then, in its module of
`volunteers/follows`. A call that you can jump to: no signal, no receiver in a thread of its own.
"""

from collections.abc import Callable, Iterable
from typing import Any

from orgtree.declare import DuplicateDeclaration


class Follows:
    """What follows from one moment: functions called in the order of their declaration, in the transaction of the act.

    What one of them raises undoes the act.
    """

    def __init__(self):
        self.acts: dict[str, Callable[..., object]] = {}

    def add(self, key: str, act: Callable[..., object]) -> None:
        """Call `act` from now on; raises DuplicateDeclaration where `key` (subject.what) is there already."""
        if key in self.acts:
            raise DuplicateDeclaration(key)
        self.acts[key] = act

    def run(self, **facts) -> None:
        """Call everything declared with `facts` as keywords."""
        for act in self.acts.values():
            act(**facts)


# (report_ins, by): they have just become accepted and are written.
report_ins_accepted = Follows()
# (member_id, reason, by): the member's live report-in ends, for good or for another community.
report_in_ended = Follows()
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
