"""Two lines of one name differ: whoever has a namesake on the page is called by what no namesake has."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any


class Called:
    """Somebody who is called by `name`, and beside a namesake by `told_apart`."""

    name: str
    told_apart: str
    has_namesake = False

    def __str__(self) -> str:
        return self.told_apart if self.has_namesake else self.name


def tell_apart(rows: Iterable[Any]) -> None:
    """Have those of these who are called alike and are not the same call themselves by what tells them apart; others stay as they are."""
    called = defaultdict(list)
    for row in rows:
        if isinstance(row, Called) and row.name:
            called[type(row), row.name].append(row)
    for namesakes in called.values():
        if len({row.pk for row in namesakes}) > 1:
            for row in namesakes:
                row.has_namesake = True
