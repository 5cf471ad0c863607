"""Drawing households with a seed that was published before: same seed, same list, by whatever program.

Every household is known by the code of its place and a running number. Its lot is SHA-256 of `seed|code|number`; of each
stratum those with the smallest lots are drawn, as many as its part of all households gives by the largest remainder.
Source: docs/rules.md, "Surveys"; features.md, row 116.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from orgtree.errors import RuleBroken


@dataclass(frozen=True)
class Place:
    """Where households are: the code of a building or estate, the code of the stratum it lies in, and how many there are."""

    code: str
    stratum: str
    households: int


def lot_of(seed: str, code: str, number: int) -> str:
    """64 hexadecimal digits; the smallest of a stratum are drawn."""
    return sha256(f"{seed}|{code}|{number}".encode()).hexdigest()


def shares_of(households: Mapping[str, int], size: int) -> dict[str, int]:
    """How many of `size` fall to each stratum: by its households, the largest remainders first, ties by code. Exact.

    Raises RuleBroken at `size` where there are fewer households than that.
    """
    total = sum(households.values())
    if size > total:
        raise RuleBroken("size", f"抽样范围内只有{total}户，抽不出{size}户", field="size")
    whole = {code: size * count // total for code, count in households.items()}
    rest = {code: size * count % total for code, count in households.items()}
    for code in sorted(rest, key=lambda code: (-rest[code], code))[: size - sum(whole.values())]:
        whole[code] += 1
    return whole


def draw(places: Iterable[Place], size: int, seed: str) -> list[tuple[str, int]]:
    """(code of the place, running number) of those drawn, ordered by both. Raises RuleBroken at `size`."""
    strata: dict[str, list[Place]] = {}
    for place in places:
        strata.setdefault(place.stratum, []).append(place)
    counts = {code: sum(place.households for place in found) for code, found in strata.items()}
    drawn: list[tuple[str, int]] = []
    for code, share in shares_of(counts, size).items():
        every = [(place.code, number) for place in strata[code] for number in range(1, place.households + 1)]
        drawn += sorted(every, key=lambda one: lot_of(seed, *one))[:share]
    return sorted(drawn)


def digest_of(drawn: Sequence[tuple[str, int]]) -> str:
    """SHA-256 of the list, a line `code,number` each: published with the draw, so that the list cannot change afterwards."""
    return sha256("".join(f"{code},{number}\n" for code, number in drawn).encode()).hexdigest()
