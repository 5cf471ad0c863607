"""The digest of a night: every table's part in it, and the night before."""

import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date
from hashlib import sha256


@dataclass(frozen=True)
class Part:
    """Rows of one table, numbers above `after` up to `until`, under one digest; `seen` was the last number that night."""

    table: str
    columns: tuple[str, ...]
    after: int
    until: int
    seen: int
    rows: int
    digest: str


def trail_digest(day: date, parts: Iterable[Part], previous: str) -> str:
    """SHA-256 in hex over the day, the parts in the order of their tables and numbers, and the digest of the night before."""
    told = sorted(astuple(part) for part in parts)
    return sha256(json.dumps([day.isoformat(), previous, told], ensure_ascii=False).encode()).hexdigest()
