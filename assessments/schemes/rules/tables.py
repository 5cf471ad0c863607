"""What the tables of a scheme must fulfil, and how they are read: sums of a hundred, bands without gap or overlap, places, one rounding.

Source: docs/rules.md, "Schemes" (domain 3.2, 3.3); acceptance A05 (band edges), A06 (one rounding), A20 (places).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from assessments.schemes.choices import Level, RoundKind
from orgtree.errors import RuleBroken
from orgtree.text.rules.numbers import plain

HUNDRED = Decimal(100)
CENT = Decimal("0.01")
STREETS_LEAST = {
    Level.DEPARTMENT: Decimal(30),
    Level.STATION: Decimal(60),
}  # what the streets' word weighs at least (W07)
ONE_FROM = 3  # a group of so many has a place however small the share
ROUNDING = "满分100分；各项按精确值相加，只在最后四舍五入一次，保留两位小数；等次按公布的分数评定"


@dataclass(frozen=True)
class BandValue:
    """A grade from `floor` (which counts) up to `below` (which does not): [80, 90). None: to the top."""

    grade: str
    label: str
    floor: Decimal
    below: Decimal | None


def check_sum(weights: Iterable[Decimal], *, of: str, field: str) -> None:
    """Raise RuleBroken at `field` unless the weights make exactly a hundred: 33.33 three times is 99.99 and refused."""
    total = sum(weights, Decimal(0))
    if total != HUNDRED:
        raise RuleBroken("sum", f"{of}合计应为100，现在是{plain(total)}", field=field)


def check_streets_share(kind: str, level: str, share: Decimal | None) -> None:
    """Raise RuleBroken unless a scheme of departments says what the streets' word weighs in their year, and only such a one."""
    least = STREETS_LEAST.get(Level(level), Decimal(0))
    if kind != RoundKind.DEPARTMENTS:
        if share is not None:
            raise RuleBroken("share", "只有街道评部门的方案写占部门年度考核的比例", field="streets_share")
    elif share is None:
        raise RuleBroken("share", "请写明占部门年度考核的比例", field="streets_share")
    elif not least <= share <= HUNDRED:
        raise RuleBroken("share", f"{Level(level).label}应在{plain(least)}到100之间", field="streets_share")


def share_of_streets(total: Decimal, share: Decimal) -> Decimal:
    """What a published total of the streets' evaluation counts in a department's year, rounded once: 88.85 at 30 % is 26.66."""
    return round_once(Fraction(total) * Fraction(share) / 100)


def check_once(names: Sequence[str], *, of: str, field: str) -> None:
    """Raise RuleBroken at `field` where one stands twice, naming it."""
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise RuleBroken("twice", f"{of}“{twice}”重复", field=field)


def check_bands(bands: Sequence[BandValue], *, field: str = "bands") -> None:
    """Raise RuleBroken unless every number from 0 upward lies in exactly one band; the value that does not is named (A05)."""
    if not bands:
        raise RuleBroken("bands", "请至少写一档", field=field)
    ordered = sorted(bands, key=lambda band: band.floor)
    for band in ordered:
        if band.below is not None and band.below <= band.floor:
            raise RuleBroken("empty_band", f"“{band.label}”的上限应高于下限{plain(band.floor)}", field=field)
    if ordered[0].floor > 0:
        raise RuleBroken("gap", f"0分到{plain(ordered[0].floor)}分不在任何一档", field=field)
    for lower, upper in zip(ordered, ordered[1:], strict=False):
        _check_edge(lower, upper, field)
    if ordered[-1].below is not None:
        raise RuleBroken("gap", f"{plain(ordered[-1].below)}分及以上不在任何一档", field=field)


def _check_edge(lower: BandValue, upper: BandValue, field: str) -> None:
    """Where one band ends the next begins."""
    if lower.below is None or lower.below > upper.floor:
        said = f"{plain(upper.floor)}分同时在“{lower.label}”和“{upper.label}”两档"
        raise RuleBroken("overlap", said, field=field)
    if lower.below < upper.floor:
        said = f"{plain(lower.below)}分到{plain(upper.floor)}分之间不在任何一档"
        raise RuleBroken("gap", said, field=field)


def band_of(total: Decimal, bands: Sequence[BandValue]) -> BandValue:
    """The band of a number as it is published: the best whose floor it reaches. Raises ValueError below the lowest."""
    reached = [band for band in bands if band.floor <= total]
    if not reached:
        raise ValueError(f"{total} lies in no band")
    return max(reached, key=lambda band: band.floor)


def round_once(exact: Fraction | Decimal, step: Decimal = CENT) -> Decimal:
    """The exact value to the step, halves away from nought: 89.9955 is 90.00, 89.994 is 89.99, 79.996 is 80.00."""
    scaled = Fraction(exact) / Fraction(step)
    whole, rest = divmod(abs(scaled.numerator), scaled.denominator)
    whole += 2 * rest >= scaled.denominator
    return (Decimal(whole if scaled >= 0 else -whole) * step).quantize(step)


def places_for(share: Fraction, group: int) -> int:
    """How many of a group: the whole part of its share, one at least from three on. 30 % of 18 is 5, of 3 is 1, of 2 none."""
    return max(int(share * group), 1 if group >= ONE_FROM else 0)


def check_grades_known(named: Iterable[str], bands: Iterable[str], labels: dict[str, str], *, field: str) -> None:
    """Raise RuleBroken where a cap or a quota names a grade that no band gives."""
    known = set(bands)
    strange = next((grade for grade in named if grade not in known), None)
    if strange is not None:
        raise RuleBroken("unknown_grade", f"等次分档中没有“{labels.get(strange, strange)}”", field=field)


def points_of_figure(value: Decimal | None, *, worst: Decimal, full: Decimal, points: Decimal) -> Decimal | None:
    """What a figure gives of the line's points: none at `worst` and beyond, all at `full`, in proportion between; None of nothing."""
    if value is None:
        return None
    share = (value - worst) / (full - worst)
    return points * min(max(share, Decimal(0)), Decimal(1))
