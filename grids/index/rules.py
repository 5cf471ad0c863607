"""The monthly index of a grid from counts of cases, exactly as docs/rules.md, "Index of grids" says; every number is the formula's.

Nothing here is about persons: a case counts by its class, its level, how it came about and what became of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from grids.index.choices import FormulaKey, Grade, Hidden, Origin, Part

# In force where no row of rules says otherwise; the migration writes the same.
DEFAULTS: dict[str, Decimal] = {
    str(key): Decimal(number)
    for key, number in {
        FormulaKey.WEIGHT_P1: "25",
        FormulaKey.WEIGHT_P2: "30",
        FormulaKey.WEIGHT_P3: "20",
        FormulaKey.WEIGHT_P4: "10",
        FormulaKey.WEIGHT_P5: "15",
        FormulaKey.LEVEL_L1: "0.5",
        FormulaKey.LEVEL_L2: "1",
        FormulaKey.LEVEL_L3: "1.5",
        FormulaKey.LEVEL_L4: "3",
        FormulaKey.SELF_FOUND: "0.3",
        FormulaKey.TOLD: "1",
        FormulaKey.REOPENED: "1.5",
        FormulaKey.OVERDUE: "2",
        FormulaKey.SHRINK: "300",
        FormulaKey.FLOOR: "1",
        FormulaKey.SLOPE: "20",
        FormulaKey.ON_TIME: "40",
        FormulaKey.ACCEPT: "30",
        FormulaKey.SATISFIED: "30",
        FormulaKey.ACCIDENT: "10",
        FormulaKey.ACCIDENT_MOST: "30",
        FormulaKey.GREEN: "90",
        FormulaKey.BLUE: "80",
        FormulaKey.ORANGE: "70",
        FormulaKey.LEAST_HOUSEHOLDS: "100",
        FormulaKey.LEAST_CASES: "5",
    }.items()
}
COUNTED = (Part.DISPUTES, Part.HAZARDS, Part.ORDER, Part.FACILITIES)
WEIGHTS = {part: f"weight_{part.value}" for part in (*COUNTED, Part.HANDLING)}
DANGEROUS = frozenset({"0204", "0205"})  # gas and lifts are hazards, though they stand among the facilities
GROUPS = {"01": Part.ORDER, "02": Part.FACILITIES, "03": Part.HAZARDS, "04": Part.DISPUTES, "06": Part.ORDER}
ACCIDENTS = "07"
THOUSAND, HUNDRED = Decimal(1000), Decimal(100)

Formula = Mapping[str, Decimal]


def part_of(code: str) -> Part | None:
    """The part in which a case of this class counts; None for services, praise and ideas, which never enter."""
    if code in DANGEROUS:
        return Part.HAZARDS
    return Part.ACCIDENT if code[:2] == ACCIDENTS else GROUPS.get(code[:2])


def origin_of(*, self_found: bool, in_time: bool, reopened: bool, overdue: bool) -> Origin:
    """What weighs most is what counts: left overdue, done again, found by oneself and done in time, else told by somebody."""
    if overdue:
        return Origin.OVERDUE
    if reopened:
        return Origin.REOPENED
    return Origin.SELF_FOUND if self_found and in_time else Origin.TOLD


def weight_of(level: str, origin: str, formula: Formula) -> Decimal:
    """What one case adds to the weighted count: severity × origin."""
    return formula[f"level_{level.lower()}"] * formula[origin]


def rate_of(weighted: Decimal, households: int, base: Decimal, formula: Formula) -> Decimal:
    """Weighted cases for 1,000 households, drawn towards the base where there are few: 1000·(n + b·m/1000)/(H + m)."""
    shrink = formula[FormulaKey.SHRINK]
    return THOUSAND * (weighted + base * shrink / THOUSAND) / (households + shrink)


def base_of(monthly: Sequence[Decimal], formula: Formula) -> Decimal:
    """The street's base: the median over its grids of their rates of the last twelve months, never below the floor."""
    return max(median(monthly) if monthly else Decimal(0), formula[FormulaKey.FLOOR])


@dataclass(frozen=True)
class PartScore:
    """One counted part: weighted cases, their rate, the base, rate ÷ base and the score from 0 to 100."""

    weighted: Decimal
    rate: Decimal
    base: Decimal
    ratio: Decimal
    score: Decimal


def score_part(weighted: Decimal, households: int, base: Decimal, formula: Formula) -> PartScore:
    """100 − 20·(rate ÷ base), from 0 to 100: an average place has 80."""
    rate = rate_of(weighted, households, base, formula)
    ratio = rate / base
    score = min(max(HUNDRED - formula[FormulaKey.SLOPE] * ratio, Decimal(0)), HUNDRED)
    return PartScore(weighted, rate, base, ratio, score)


@dataclass(frozen=True)
class Share:
    """So many of so many; a rate of nothing is none."""

    part: int
    whole: int

    @property
    def rate(self) -> Decimal | None:
        return Decimal(self.part) / self.whole if self.whole else None


def score_handling(on_time: Share, accepted: Share, satisfied: Share, formula: Formula) -> Decimal | None:
    """P5: what was done, accepted and found good, by their weights; satisfaction only from so many ratings. What is missing is left
    out and the others stand for it; None where there is nothing."""
    shares = [(FormulaKey.ON_TIME, on_time.rate), (FormulaKey.ACCEPT, accepted.rate)]
    if satisfied.whole >= formula[FormulaKey.LEAST_CASES]:
        shares.append((FormulaKey.SATISFIED, satisfied.rate))
    known = [(formula[key], rate) for key, rate in shares if rate is not None]
    total = sum((weight for weight, _ in known), Decimal(0))
    return HUNDRED * sum((weight * rate for weight, rate in known), Decimal(0)) / total if total else None


def deduction_for(accidents: int, formula: Formula) -> Decimal:
    """Points off for confirmed accidents, up to the most."""
    return min(accidents * formula[FormulaKey.ACCIDENT], formula[FormulaKey.ACCIDENT_MOST])


def index_of(scores: Mapping[str, Decimal | None], accidents: int, formula: Formula) -> Decimal:
    """Σ weight·score − deductions, one decimal, never below 0; a part that is missing is left out and the others stand for it."""
    known = [(formula[WEIGHTS[part]], score) for part in WEIGHTS if (score := scores.get(part)) is not None]
    whole = sum((weight for weight, _ in known), Decimal(0))
    total = sum((weight * score for weight, score in known), Decimal(0)) / whole
    left = max(total - deduction_for(accidents, formula), Decimal(0))
    return left.quantize(Decimal("0.1"), ROUND_HALF_UP)


def grade_of(index: Decimal, formula: Formula) -> Grade:
    """Judged by the number that is shown."""
    for grade, key in (
        (Grade.GREEN, FormulaKey.GREEN),
        (Grade.BLUE, FormulaKey.BLUE),
        (Grade.ORANGE, FormulaKey.ORANGE),
    ):
        if index >= formula[key]:
            return grade
    return Grade.RED


@dataclass(frozen=True)
class Cell:
    """What decides whether the index of an area is shown beside those of its neighbours."""

    area: int
    households: int
    cases: int


def hidden_cells(siblings: Iterable[Cell], formula: Formula, *, is_over: bool = False) -> dict[int, Hidden]:
    """{area: why} of those below one parent that have no index of their own to show: too few households, too few cases, and partners.

    The sum above would give away one that stands alone, or several of which each could only have the least or the most that its
    reason says: then the shown one of the fewest cases is hidden with them, until nothing can be worked out.
    A place without any case says so (CALM) where the month `is_over`: before, the day on which it stops saying so would tell of its
    first case. It goes among those of few cases again where only that keeps them from being worked out.
    """
    cells, least = list(siblings), int(formula[FormulaKey.LEAST_CASES])
    few = {cell.area: why for cell in cells if (why := _why_few(cell, formula))}
    calm = {cell.area for cell in cells if is_over and few.get(cell.area) == Hidden.CASES and not cell.cases}
    secret = {area: why for area, why in few.items() if area not in calm}
    if calm and secret and _is_known(secret, cells, least, zero=False):
        calm, secret = set(), few
    while len(secret) == 1 or (is_over and _is_known(secret, cells, least, zero=not calm)):
        shown = [cell for cell in cells if cell.area not in secret and cell.area not in calm]
        shown = shown or [cell for cell in cells if cell.area in calm]
        if not secret or not shown:
            break
        partner = min(shown, key=lambda cell: (cell.cases, cell.area))
        secret[partner.area] = Hidden.PARTNER
        calm.discard(partner.area)
    return secret | dict.fromkeys(calm, Hidden.CALM)


def _why_few(cell: Cell, formula: Formula) -> Hidden | None:
    if cell.households < formula[FormulaKey.LEAST_HOUSEHOLDS]:
        return Hidden.HOUSEHOLDS
    return Hidden.CASES if cell.cases < formula[FormulaKey.LEAST_CASES] else None


def _is_known(secret: Mapping[int, Hidden], cells: Iterable[Cell], least: int, *, zero: bool) -> bool:
    """Whether the sum of the hidden is the least or the most that their reasons allow, so that each can be worked out. `zero`: one of few may have none."""
    hidden = [(cell.cases, secret[cell.area]) for cell in cells if cell.area in secret]
    total = sum(cases for cases, _ in hidden)
    low = sum(
        0 if why == Hidden.HOUSEHOLDS or (why == Hidden.CASES and zero) else 1 if why == Hidden.CASES else least
        for _, why in hidden
    )
    is_bounded = all(why == Hidden.CASES for _, why in hidden)
    return bool(hidden) and (total <= low or (is_bounded and total == (least - 1) * len(hidden)))
