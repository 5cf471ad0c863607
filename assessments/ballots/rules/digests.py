"""Digests of what is frozen and published: the roll, and the result as it is signed."""

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any


def canonical(told: Any) -> str:
    """One text for one content, whoever writes it: keys in order, no blanks, no characters beyond ASCII."""
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def digest_roll(number: str, lines: Iterable[tuple[str, str, str, str]]) -> str:
    """Of the roll as it is frozen: (salted mark of the person, name, unit, sheet), in any order. Published at the opening."""
    return sha256(canonical([number, sorted(lines)]).encode()).hexdigest()
