"""The composite of one subject: every addend with its trace, exact until one rounding at the end.

Source: docs/rules.md, "The composite" (domain 3.3, P); acceptance A06, A22 (one rounding, stated), A11, A12 (what is void).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from assessments.schemes.rules.tables import round_once
from orgtree.text.rules.numbers import plain

HUNDRED = Fraction(100)
SHOWN = Decimal("0.0001")  # of an addend in the trace; the total is made of the exact values
LEAST = 5  # ballots of a class below which it is void whatever the scheme says: nothing published rests on fewer (F05)


@dataclass(frozen=True)
class Part:
    """A component of the scheme for one subject: `raw` of a hundred, None where it is void; `note` says what it rests on."""

    code: str
    name: str
    weight: Decimal
    raw: Fraction | None
    note: str = ""


@dataclass(frozen=True)
class Adjustment:
    """Points that a document gives (+) or takes (−)."""

    points: Decimal
    document: str
    note: str = ""


@dataclass(frozen=True)
class Addend:
    """One line of the trace. `weight` is the scheme's; `counted` is what it weighs here, in points of a hundred, after voids."""

    code: str
    name: str
    raw: Fraction | None
    weight: Decimal
    counted: Fraction
    product: Fraction
    note: str = ""


@dataclass(frozen=True)
class Composite:
    """The addends, the exact sum, the number as it is published, and what was done on the way, in words."""

    addends: tuple[Addend, ...]
    exact: Fraction | None
    total: Decimal | None
    log: tuple[str, ...]


@dataclass(frozen=True)
class ClassCount:
    """The valid ballots of a class of voters for one subject, by option."""

    code: str
    label: str
    weight: Decimal
    least: int
    counts: dict[str, int]

    @property
    def number(self) -> int:
        return sum(self.counts.values())

    @property
    def is_void(self) -> bool:
        """Fewer ballots than the scheme or the platform asks for."""
        return self.number < max(self.least, LEAST)


@dataclass(frozen=True)
class BallotScore:
    """What the ballot gives of a hundred, None where every class is void; the classes that count with what they weigh; the log."""

    raw: Fraction | None
    counted: tuple[tuple[ClassCount, Fraction, Fraction], ...]
    log: tuple[str, ...]

    @property
    def totals(self) -> dict[str, int]:
        """Ballots by option over the classes that count; a void class is in no sum."""
        options: dict[str, int] = {}
        for one, _, _ in self.counted:
            for option, number in one.counts.items():
                options[option] = options.get(option, 0) + number
        return options


def as_shown(exact: Fraction) -> Decimal:
    """A value of the trace, to four places."""
    return round_once(exact, SHOWN)


def spread_weights(weights: Sequence[tuple[Decimal, bool]]) -> list[Fraction]:
    """What each weighs of all, the void ones nothing: theirs go to the others in proportion. The sum stays what it was.

    `weights` has (weight, whether it is void); all noughts where everything is void.
    """
    whole = sum((Fraction(weight) for weight, _ in weights), Fraction(0))
    live = sum((Fraction(weight) for weight, is_void in weights if not is_void), Fraction(0))
    if not live:
        return [Fraction(0)] * len(weights)
    return [Fraction(0) if is_void else Fraction(weight) * whole / live for weight, is_void in weights]


def compose(parts: Iterable[Part], adjustments: Iterable[Adjustment] = (), limit: Decimal = Decimal(5)) -> Composite:
    """The composite: Σ raw × weight ÷ 100, then what documents add or take, no more than `limit` in sum.

    A part without a value is void: its weight goes to the others in proportion, which the log tells. Without any part there is no
    total. The total is never below nought; above a hundred it stands only by what documents add.
    """
    parts, log = list(parts), []
    counted = spread_weights([(part.weight, part.raw is None) for part in parts])
    addends = [
        Addend(
            part.code, part.name, part.raw, part.weight, share, (part.raw or Fraction(0)) * share / HUNDRED, part.note
        )
        for part, share in zip(parts, counted, strict=True)
    ]
    if all(part.raw is None for part in parts):
        return Composite(tuple(addends), None, None, ("没有一项可以计分，不合成总分",))
    log += [f"“{part.name}”不计，权重{plain(part.weight)}按比例分给其余各项" for part in parts if part.raw is None]
    exact = sum((addend.product for addend in addends), Fraction(0))
    added, told = adjust(adjustments, limit)
    exact = max(exact + added, Fraction(0))
    return Composite(tuple(addends), exact, round_once(exact), (*log, *told))


def adjust(adjustments: Iterable[Adjustment], limit: Decimal) -> tuple[Fraction, tuple[str, ...]]:
    """(what documents add in sum, no further than ±limit; each in words). One without a document counts nothing."""
    kept, log = Fraction(0), []
    for one in adjustments:
        sign = "加" if one.points > 0 else "减"
        if not one.document.strip():
            log.append(f"{sign}{plain(abs(one.points))}分没有文件依据，不计")
            continue
        kept += Fraction(one.points)
        log.append(f"{sign}{plain(abs(one.points))}分（{one.document}）")
    bound = Fraction(limit)
    if abs(kept) > bound:
        log.append(f"加减分合计{plain(as_shown(kept))}，按上限±{plain(limit)}计")
        kept = bound if kept > 0 else -bound
    return kept, tuple(log)


def mean_of(counts: dict[str, int], points: dict[str, Decimal]) -> Fraction:
    """The mean of a class: Σ ballots × points ÷ ballots. Raises KeyError for an option without points."""
    number = sum(counts.values())
    return sum((Fraction(points[option]) * ballots for option, ballots in counts.items()), Fraction(0)) / number


def score_ballot(classes: Iterable[ClassCount], points: dict[str, Decimal]) -> BallotScore:
    """The classes' means by their weights of a hundred; a void class' weight goes to the others in proportion, with a line."""
    classes = list(classes)
    counted = spread_weights([(one.weight, one.is_void) for one in classes])
    log = tuple(
        f"“{one.label}”票数或投票率不足，权重{plain(one.weight)}按比例分给其余各类" for one in classes if one.is_void
    )
    kept = tuple(
        (one, share, mean_of(one.counts, points))
        for one, share in zip(classes, counted, strict=True)
        if not one.is_void
    )
    if not kept:
        return BallotScore(None, (), log)
    whole = sum((Fraction(one.weight) for one in classes), Fraction(0))
    return BallotScore(sum((mean * share for _, share, mean in kept), Fraction(0)) / whole, kept, log)
