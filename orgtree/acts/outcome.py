"""What became of many rows at once."""

from dataclasses import dataclass, field
from typing import Any

from orgtree.errors import RuleBroken, not_found

MOST_AT_ONCE = 500  # rows that one request may name
SHOWN = 5  # refusals told one by one in a message; the rest are counted


def name_row(row: Any) -> str:
    """The row as people know it: the name of its person first, where its own words do not hold it."""
    words, member = str(row), getattr(row, "member", None)
    return f"{member} {words}" if member and str(member) not in words else words


@dataclass
class Outcome:
    """`done` rows were changed, `did` are their ids; `refused` holds (row, or None for one out of reach, and why in Chinese)."""

    done: int = 0
    refused: list[tuple[Any, str]] = field(default_factory=list)
    did: list[int] = field(default_factory=list)

    def do(self, row: Any) -> None:
        self.done += 1
        self.did.append(row.pk)

    def refuse(self, row: Any, message: str) -> None:
        self.refused.append((row, message))

    def refuse_missing(self, asked: int, found: int) -> None:
        self.refused += [(None, not_found().message)] * (asked - found)

    def raise_first(self) -> None:
        """Raise the first refusal, for a page that acts on one row."""
        for _, message in self.refused:
            raise RuleBroken("refused", message, conflict=True)

    def tell_result(self, verb: str) -> str:
        """One message for the person: how many were done, which were not, and why."""
        if not self.refused:
            return f"已{verb}{self.done}条"
        shown = "；".join(f"{name_row(row)}：{why}" if row else why for row, why in self.refused[:SHOWN])
        more = f"；另有{len(self.refused) - SHOWN}条" if len(self.refused) > SHOWN else ""
        return f"已{verb}{self.done}条，{len(self.refused)}条未办理：{shown}{more}"
