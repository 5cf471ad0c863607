"""What each deed of a member's year is worth: tiers, then caps, in the order in which the deeds happened.

Source: docs/rules.md, "Points". The result is a function of the entries and the rules alone: the order
in which entries arrive changes nothing, so a late record is credited as if it had come in time.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from orgtree.text.rules.numbers import plain
from volunteers.points.choices import CapWindow, PointCategory, PointUnit

ZERO = Decimal(0)
CENT = Decimal("0.01")
WINDOW_WORDS = {CapWindow.DAY: "本日", CapWindow.MONTH: "本月", CapWindow.QUARTER: "本季", CapWindow.YEAR: "本年"}
UNIT_WORDS = {unit.value: unit.label for unit in PointUnit}
CATEGORY_WORDS = {category.value: category.label for category in PointCategory}


@dataclass(frozen=True)
class Tier:
    """`points` for each unit up to `to` units of the calendar year; `to` None is without end."""

    to: Decimal | None
    points: Decimal


@dataclass(frozen=True)
class RuleItem:
    """One line of the points table. For unit `level` the tiers are the levels: level 2 earns the second's points."""

    code: str
    category: str
    label: str
    unit: str
    points: Decimal
    tiers: tuple[Tier, ...] = ()


@dataclass(frozen=True)
class Cap:
    """At most `points` (for a deduction: not below) within a window, on one item or on one category."""

    window: str
    points: Decimal
    item: str = ""
    category: str = ""


@dataclass(frozen=True)
class Rules:
    """One rule set as values: items by code, caps on items and categories, and the cap on the year's earnings."""

    items: Mapping[str, RuleItem]
    caps: tuple[Cap, ...]
    total_cap: Decimal


@dataclass(frozen=True)
class Entry:
    """One ledger entry. `occurred_at` is local time; `rules` names the rule set; `reverses` the entry taken back."""

    key: int
    item: str
    quantity: Decimal
    occurred_at: datetime
    rules: int
    reverses: int | None = None


@dataclass(frozen=True)
class Credit:
    """What entry `key` should have earned, what it did earn, and the sentences that say why."""

    key: int
    raw: Decimal
    credited: Decimal
    reasons: tuple[str, ...]


@dataclass
class Tally:
    """Running sums of one member-year: units per item for the tiers, points per capped window for the caps."""

    units: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    points: dict[tuple[str, ...], Decimal] = field(default_factory=lambda: defaultdict(Decimal))


def credit(entries: Iterable[Entry], rules: Mapping[int, Rules]) -> list[Credit]:
    """One credit per entry of a member's calendar year, in order of occurrence.

    An entry that was taken back is valued but uses up no tier and no cap, and its reversal is exactly its
    negative: together they are nothing, and the other entries stand as if neither were there.
    """
    ordered = sorted(entries, key=lambda entry: (entry.occurred_at, entry.item, entry.key))
    taken_back = {entry.reverses for entry in ordered if entry.reverses is not None}
    tally, credits = Tally(), {}
    for entry in ordered:
        if entry.reverses is None:
            credits[entry.key] = _credit_one(entry, rules[entry.rules], tally, counts=entry.key not in taken_back)
    for entry in ordered:
        if entry.reverses is not None:
            credits[entry.key] = _reversal(entry, credits[entry.reverses])
    return [credits[entry.key] for entry in ordered]


def _credit_one(entry: Entry, rules: Rules, tally: Tally, *, counts: bool) -> Credit:
    item = rules.items[entry.item]
    raw, sentence = _raw(item, entry.quantity, tally.units[item.code])
    credited, reasons = raw, [sentence]
    windows = _windows(item, entry.occurred_at, rules)
    for window, limit, words in windows:
        used = tally.points[window]
        room = _towards_zero(limit - used, sign=limit)
        if abs(room) < abs(credited):
            credited = room
            reasons.append(f"{words}{plain(limit)}分，已计{plain(used)}分，本条计入{plain(room)}分")
    if counts:
        tally.units[item.code] += entry.quantity
        for window, _, _ in windows:
            tally.points[window] += credited
    else:
        reasons.append("该条已冲正，不占用上限")
    return Credit(entry.key, raw, credited, tuple(reasons))


def _reversal(entry: Entry, earned: Credit) -> Credit:
    return Credit(entry.key, -earned.raw, -earned.credited, (f"冲正原条目，扣回{plain(earned.credited)}分",))


def _raw(item: RuleItem, quantity: Decimal, already: Decimal) -> tuple[Decimal, str]:
    """Points before caps, and the sentence that shows the sum. `already`: units of the year before this entry."""
    unit = UNIT_WORDS[item.unit]
    if item.unit == PointUnit.LEVEL:
        points = item.tiers[int(quantity) - 1].points
        return points, f"{item.label} 第{plain(quantity)}级 = {plain(points)}分"
    pieces = _pieces(item, quantity, already)
    raw = sum((units * points for units, points in pieces), ZERO).quantize(CENT)
    shown = " + ".join(f"{plain(units)}{unit} × {plain(points)}分" for units, points in pieces)
    spent = f"（本年此前已{plain(already)}{unit}）" if item.tiers and already else ""
    return raw, f"{item.label} {shown} = {plain(raw)}分{spent}"


def _pieces(item: RuleItem, quantity: Decimal, already: Decimal) -> list[tuple[Decimal, Decimal]]:
    """(units, points per unit) by tier, for `quantity` units after `already` units."""
    pieces, position, left = [], already, quantity
    for tier in item.tiers or (Tier(None, item.points),):
        units = left if tier.to is None else min(left, max(tier.to - position, ZERO))
        if units:
            pieces.append((units, tier.points))
            position, left = position + units, left - units
    return pieces


def _windows(item: RuleItem, moment: datetime, rules: Rules) -> list[tuple[tuple[str, ...], Decimal, str]]:
    """(window key, limit, words) of every cap on the item, narrowest first, the year's total last."""
    windows: list[tuple[tuple[str, ...], Decimal, str]] = []
    for cap in rules.caps:
        if cap.item == item.code or cap.category == item.category:
            scope = cap.item or cap.category
            whose = WINDOW_WORDS[CapWindow(cap.window)] + (CATEGORY_WORDS[cap.category] if cap.category else "")
            windows.append(((scope, *_window_of(cap.window, moment)), cap.points, f"{whose}上限"))
    if item.points >= 0:
        # Deductions come off the whole; they open no room for more earnings and hide under no surplus.
        windows.append((("total",), rules.total_cap, "年度总上限"))
    return windows


def _window_of(window: str, moment: datetime) -> tuple[str, str]:
    day = moment.date()
    return window, {
        CapWindow.DAY: day.isoformat(),
        CapWindow.MONTH: f"{day:%Y-%m}",
        CapWindow.QUARTER: f"{day.year}Q{(day.month + 2) // 3}",
        CapWindow.YEAR: f"{day.year}",
    }[CapWindow(window)]


def _towards_zero(room: Decimal, *, sign: Decimal) -> Decimal:
    """`room`, but nothing when the window is already over its limit (possible after a change of rules)."""
    return max(room, ZERO) if sign >= 0 else min(room, ZERO)


@dataclass(frozen=True)
class Marks:
    """Where the bands begin."""

    passing: Decimal
    good: Decimal
    excellent: Decimal


def band(total: Decimal, marks: Marks) -> str:
    """The band of a year's total: a suggestion to people who decide, never a decision."""
    if total >= marks.excellent:
        return "优秀候选"
    if total >= marks.good:
        return "良好"
    return "达标" if total >= marks.passing else "待提升"
