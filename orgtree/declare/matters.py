"""What goes to the joint meeting of an area by itself, of whatever app: the app that holds meetings looks here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from orgtree.declare import DuplicateDeclaration


@dataclass(frozen=True)
class MeetingMatter:
    """Rows that go to the next joint meeting by themselves: `waiting(area)` gives (id, area, title, words) of those in the area that wait today.

    `key` stays with the topic that is made of one, `source` is the code of where topics say they come from (cocon/meetings/choices.py:
    need, case); `find(user, id)` gives (words, address) of the row, None for what is not theirs to see.
    """

    key: str
    label: str
    waiting: Callable[[Any], Iterable[tuple[int, Any, str, str]]]
    find: Callable[[Any, int], tuple[str, str] | None]
    source: str = "need"


meeting_matters: dict[str, MeetingMatter] = {}


def add_meeting_matters(matters: Iterable[MeetingMatter]) -> None:
    """Bring these to meetings; raises DuplicateDeclaration for a key that is there already."""
    for one in matters:
        if one.key in meeting_matters:
            raise DuplicateDeclaration(one.key)
        meeting_matters[one.key] = one
