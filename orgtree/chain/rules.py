"""The chain of an account's entries: each carries the digest of itself and of the one before it.

Whoever alters, removes or moves an entry with the database's own means leaves a place where the digests no longer fit.
Source: reliability.md E05 (GB/T 22239-2019, 8.1.4.7 b): tamper evidence; docs/decisions/0019-ledger-chain.md, 0042.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from hashlib import sha256

from orgtree.chain.choices import Damage

GENESIS = "0" * 64
TENTH = Decimal("0.1")

Content = tuple[str | int | None, ...]


@dataclass(frozen=True)
class Sealed:
    """An entry as it is stored: its place from 1, what it says, the digest before it, and its own."""

    sequence: int
    content: Content
    previous: str
    digest: str


@dataclass(frozen=True)
class Fault:
    """The first bad entry of an account, or (account None) what is wrong with the root of `day`. `words` are for a damage of the app's own."""

    account: int | None
    sequence: int | None
    damage: str
    detail: str = ""
    day: date | None = None
    words: str = ""

    def __str__(self) -> str:
        if self.account is None:
            where = f"{self.day}账根" if self.day else "账根"
        else:
            where = f"账户{self.account}第{self.sequence}条"
        what = self.words or Damage(self.damage).label
        return f"{where}：{what}{f'（{self.detail}）' if self.detail else ''}"


def amount(quantity: Decimal) -> str:
    """A quantity as it is stored and sealed: to one decimal."""
    return str(quantity.quantize(TENTH, ROUND_HALF_UP))


def moment(at: datetime) -> str:
    """A moment as it is sealed: UTC to the microsecond, which is what the database keeps."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def seal(content: Content, sequence: int, previous: str) -> str:
    """SHA-256 in hex over the one text that place, content and the digest before it have."""
    return _hash([sequence, *content, previous])


def root_digest(day: date, heads: Iterable[tuple[int, int, str]], previous: str) -> str:
    """The digest of a day's root over (account, sequence, digest) of every head that moved, and the root before it.

    Through the root before it, it stands for the heads of all accounts.
    """
    return _hash([day.isoformat(), *(list(head) for head in sorted(heads)), previous])


def _hash(parts: Sequence[object]) -> str:
    return sha256(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def first_fault(account: int, rows: Sequence[Sealed]) -> Fault | None:
    """What is wrong with the first bad entry of `rows`, which are all of an account's in order; None for a whole chain.

    A tail that was cut off, or a chain sealed anew from end to end, looks whole from within: the roots show those.
    """
    previous = GENESIS
    for expected, row in enumerate(rows, start=1):
        if row.sequence != expected:
            return Fault(account, expected, Damage.MISSING)
        if seal(row.content, row.sequence, row.previous) != row.digest:
            return Fault(account, expected, *_altered(row, rows))
        if row.previous != previous:
            return Fault(account, expected, Damage.UNLINKED)
        previous = row.digest
    return None


def _altered(row: Sealed, rows: Sequence[Sealed]) -> tuple[str, str]:
    """Whether an entry whose digest is wrong was moved, exchanged with another, or altered; and where it comes from."""
    for other in rows:
        if seal(row.content, other.sequence, row.previous) == row.digest:
            return Damage.MOVED, f"原为第{other.sequence}条"
        if other is not row and seal(row.content, other.sequence, other.previous) == other.digest:
            return Damage.SWAPPED, f"与第{other.sequence}条"
    return Damage.CHANGED, ""
