"""What acts of cases ask for in the same shape, the states from which they lead, and the columns that they stamp."""

from functools import partial

from grids.cases.choices import CaseState as State
from grids.cases.rules import checked_words
from orgtree.acts import Ask, ask_reason

STAMPS = {name: (f"{name}_by", f"{name}_at") for name in ("accepted", "assigned", "done", "verified", "closed")}
TO_GIVE = frozenset({State.ACCEPTED, State.RETURNED})
WITH_UNIT = frozenset({State.ASSIGNED, State.HANDLING})
OPEN = frozenset({State.REPORTED, State.ACCEPTED, State.ASSIGNED, State.HANDLING, State.RETURNED})
ANSWERED = frozenset({State.VERIFIED, State.RATED, State.CLOSED})
why = partial(ask_reason, column="reason")


def ask_words(name: str, label: str, *, longest: int = 200, **more) -> Ask:
    """Words about a matter, never about who somebody is: 2 to `longest` characters, unless they may be left out."""
    required = not more.get("is_optional")
    check = partial(checked_words, field=name, label=label, longest=longest, required=required)
    return Ask(name, label, longest=longest, shortest=2 if required else 1, check=check, **more)
