"""From the published number to a suggested grade: half-open bands, ceilings that hold it down, reasons in words.

Source: docs/rules.md, "Grades" (domain 3.3, P); acceptance A05 (each number in one band), A06 (graded by the number published), A19, A20.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from assessments.schemes.rules.tables import BandValue, band_of


class Ceiling(StrEnum):
    """Why a grade may be no better than a ceiling."""

    COMPONENT = "component"
    CLASS_SHARE = "class_share"
    BALLOT_SHARE = "ballot_share"
    RECTIFIED = "rectified"
    VETO = "veto"


@dataclass(frozen=True)
class CapRow:
    """A ceiling of the scheme: `grade` is the best that is left.

    COMPONENT: the component `code` below `threshold` of a hundred. CLASS_SHARE: the `options` have at least `threshold` of the
    ballots of class `code`. BALLOT_SHARE: of all ballots. RECTIFIED: less than `threshold` of last year's list verified.
    VETO: an event confirmed by the organ in charge.
    """

    kind: Ceiling
    grade: str
    label: str
    threshold: Fraction = Fraction(0)
    code: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Evidence:
    """What ceilings look at. Void classes are in neither count, nothing is known of a void component.

    `rectified` is (verified, all) of last year's list, (0, 0) where there was none; `vetoes` the documents of confirmed events.
    """

    components: dict[str, Fraction | None]
    classes: dict[str, dict[str, int]]
    ballots: dict[str, int]
    rectified: tuple[int, int] = (0, 0)
    vetoes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Held:
    """A ceiling that holds here: the best grade left, and why."""

    grade: str
    why: str


@dataclass(frozen=True)
class Suggestion:
    """The grade by the number alone, and the one suggested after ceilings; what held it down."""

    by_number: str
    grade: str
    held: tuple[Held, ...]


def order_of(bands: Sequence[BandValue]) -> list[str]:
    """The grades from the best down."""
    return [band.grade for band in sorted(bands, key=lambda one: one.floor, reverse=True)]


def worse_of(first: str, second: str, best_first: Sequence[str]) -> str:
    """The lower of two grades."""
    return max(first, second, key=best_first.index)


def find_ceilings(caps: Iterable[CapRow], evidence: Evidence) -> tuple[Held, ...]:
    """The ceilings that hold, in the order of the scheme."""
    return tuple(Held(cap.grade, why) for cap in caps if (why := _why(cap, evidence)))


def _why(cap: CapRow, evidence: Evidence) -> str:
    if cap.kind == Ceiling.VETO:
        return f"{cap.label}（{'、'.join(evidence.vetoes)}）" if evidence.vetoes else ""
    if cap.kind == Ceiling.COMPONENT:
        value = evidence.components.get(cap.code)
        return cap.label if value is not None and value < cap.threshold else ""
    if cap.kind == Ceiling.RECTIFIED:
        verified, whole = evidence.rectified
        return (
            f"{cap.label}（{whole}项中销号{verified}项）" if whole and Fraction(verified, whole) < cap.threshold else ""
        )
    counts = evidence.classes.get(cap.code, {}) if cap.kind == Ceiling.CLASS_SHARE else evidence.ballots
    return cap.label if _share(counts, cap.options) >= cap.threshold > 0 else ""


def _share(counts: dict[str, int], options: Iterable[str]) -> Fraction:
    number = sum(counts.values())
    return Fraction(sum(counts.get(option, 0) for option in options), number) if number else Fraction(0)


def suggest_grade(total: Decimal, bands: Sequence[BandValue], held: Iterable[Held] = ()) -> Suggestion:
    """The band of the published number, no better than any ceiling that holds. Nobody is put last for being last (A20)."""
    by_number, held, best_first = band_of(total, bands).grade, tuple(held), order_of(bands)
    grade = by_number
    for one in held:
        grade = worse_of(grade, one.grade, best_first)
    return Suggestion(by_number, grade, held)


def most_votes(
    counts: dict[str, int], present: int, entitled: int, least: Fraction = Fraction(2, 3)
) -> tuple[str, ...]:
    """Where the grade is that with most votes: the leading options, more than one at a tie, none where too few were present.

    20 of 30 are two thirds, 19 are not; a tie is decided by the committee, never here (A19).
    """
    if not entitled or Fraction(present, entitled) < least or not any(counts.values()):
        return ()
    most = max(counts.values())
    return tuple(option for option, number in counts.items() if number == most)
