"""Service certificates (服务记录单): their numbers, what they say, and when they no longer hold.

Source: docs/rules.md, "Certificates" (志愿服务条例 Art. 19–20: true, free, on request; hours are the actual ones).
"""

import hashlib
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from orgtree.errors import RuleBroken
from orgtree.text.rules.numbers import plain

# Without letters and digits that are taken for each other when read aloud or copied by hand: 0 O 1 I L.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 10  # 31^10, about 8 × 10^14: not to be found by trying


@dataclass(frozen=True)
class Line:
    """Times and hours of one kind of service."""

    name: str
    times: int
    hours: Decimal


def lines_of(services: Iterable[tuple[str, Decimal]]) -> list[Line]:
    """(kind, hours) of each service, added up by kind in the order of first appearance."""
    lines: dict[str, Line] = {}
    for name, hours in services:
        before = lines.get(name, Line(name, 0, Decimal(0)))
        lines[name] = Line(name, before.times + 1, before.hours + hours)
    return list(lines.values())


def check_stretch(start: date, end: date, *, today: date) -> None:
    """Raise RuleBroken unless the stretch has begun, does not reach into the future, and runs forward."""
    if end > today:
        raise RuleBroken("future", "截止日期不能晚于今天", field="until")
    if end < start:
        raise RuleBroken("backwards", "截止日期不能早于开始日期", field="until")


def new_code() -> str:
    """The code beside the number: whoever has both has seen the sheet."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def written_code(text: str) -> str:
    """A code as a person types it, in the one written form."""
    return "".join(text.upper().split()).replace("-", "")


def digest(*, number: str, member: int, since: date, until: date, lines: Iterable[Line]) -> str:
    """SHA-256 of what the sheet says, so that a later look can tell whether the row still says the same."""
    body = [number, member, since.isoformat(), until.isoformat()]
    body.append([[line.name, line.times, plain(line.hours)] for line in lines])
    return hashlib.sha256(json.dumps(body, ensure_ascii=False).encode()).hexdigest()
