"""What a higher subject declares on a lower one of this app: what else happens when something has come about.

A lower subject names the moment here and runs it; a higher one adds what it does then, in its module of
`volunteers/follows`. A call that you can jump to: no signal, no receiver in a thread of its own.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

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
# (kept, user, by): another file has become part of this one; `user` was its account, None for none. `kept` is saved afterwards.
members_merged = Follows()

# What else people call a community by, in apps upstairs: (text) -> ids of the communities in which something has this name.
communities_called: list[Callable[[str], Any]] = []


@dataclass(frozen=True)
class Heir:
    """What becomes of the rows that name a member in `field`, when their file becomes part of another (docs/decisions/0074).

    They move to the file that is kept. Of rows alike in the columns `alike`, among those of `among`, one person can have
    only one: such a row keeps the old number, or, where both are `live`, the merge waits until one of them is settled: `clash`
    says what is to be done. `clashes(kept, gone)` says the same of what no column tells ("": nothing).
    `stays` says why all rows keep the old number. `moves(kept, gone, by)` moves them in its own way.
    `called` names them in the preview: 条服务记录.
    """

    model: Any
    field: str = "member"
    called: str = ""
    alike: tuple[str, ...] = ()
    among: Q = Q()
    live: Q | None = None
    clash: str = ""
    clashes: Callable[[Any, Any], str] | None = None
    stays: str = ""
    moves: Callable[[Any, Any, Any], object] | None = None


# What follows a person from one file to another, in the order in which it moves: (model, field) -> how.
heirs: dict[tuple[Any, str], Heir] = {}


def add_heirs(declared: Iterable[Heir]) -> None:
    """Enter them; raises DuplicateDeclaration for rows that are declared already."""
    for heir in declared:
        key = (heir.model, heir.field)
        if key in heirs:
            raise DuplicateDeclaration(f"{heir.model.__name__}.{heir.field}")
        heirs[key] = heir


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
