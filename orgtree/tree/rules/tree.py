"""Which kinds of area may stand under which, and how a division code tells the kind.

Source of the codes: docs/rules.md, "The tree and party organisations"
(GB/T 10114: township digits 001–099 are 街道, 100–399 镇 and 乡; village digits below 200 are
communities, from 200 villages).
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

ZERO = Decimal(0)

# kind -> kinds it may stand under; an empty set marks a root.
LEGAL_PARENTS: dict[str, frozenset[str]] = {
    "province": frozenset(),
    "city": frozenset({"province"}),
    "district": frozenset({"city"}),
    "street": frozenset({"district", "city"}),
    "town": frozenset({"district", "city"}),
    "community": frozenset({"street", "town"}),
    "village": frozenset({"street", "town"}),
    "grid": frozenset({"community", "village"}),
    "building": frozenset({"grid"}),
}

# Levels at which a person reports in and a service is owned (村居).
RESIDENT_COMMITTEE_KINDS = frozenset({"community", "village"})

# Kinds whose codes come from the statistical division table, and the digits that identify them.
DIVISION_DIGITS = {2: "province", 4: "city", 6: "district", 9: "township", 12: "committee"}


def may_stand_under(kind: str, parent_kind: str | None) -> bool:
    """Whether an area of `kind` may have a parent of `parent_kind` (None: be a root)."""
    legal = LEGAL_PARENTS[kind]
    return parent_kind in legal if legal else parent_kind is None


def child_kinds(kind: str) -> list[str]:
    """The kinds that may stand under `kind`, in the order of the levels."""
    return [child for child, parents in LEGAL_PARENTS.items() if kind in parents]


def may_be_within(kind: str, around: str) -> bool:
    """Whether an area of `kind` may be one of kind `around`, or stand somewhere below it."""
    return kind == around or any(may_be_within(parent, around) for parent in LEGAL_PARENTS[kind])


def township_kind(code: str) -> str:
    """`street` or `town` for a nine-digit township code; 400–599 (类似乡级) count as 街道."""
    serial = int(code[6:9])
    return "town" if 100 <= serial <= 399 else "street"


def committee_kind(code: str) -> str:
    """`community` or `village` for a twelve-digit code: the last three digits tell 居委会 from 村委会."""
    return "community" if int(code[9:12]) < 200 else "village"


@dataclass(frozen=True)
class Division:
    """One row of the division table: its own digits, its name, its kind and the parent's digits."""

    code: str
    name: str
    kind: str
    parent_code: str | None

    @property
    def full_code(self) -> str:
        """The code padded to twelve digits, as statistics print it."""
        return self.code.ljust(12, "0")


def division_kind(code: str) -> str:
    """The area kind that a 2, 4, 6, 9 or 12 digit division code stands for; ValueError otherwise."""
    level = DIVISION_DIGITS.get(len(code)) if code.isdigit() else None
    if level is None:
        raise ValueError(code)
    if level == "township":
        return township_kind(code)
    if level == "committee":
        return committee_kind(code)
    return level


class Forest:
    """Who stands under whom, as plain ids: `parents` gives each area's parent, None for a root.

    Raises ValueError where the parents run in a circle.
    """

    def __init__(self, parents: Mapping[int, int | None]):
        self.parents = parents
        self.depths: dict[int, int] = {}
        for area in parents:
            self._measure_depth(area)

    def _measure_depth(self, area: int) -> None:
        path: list[int] = []
        node: int | None = area
        while node is not None and node not in self.depths:
            path.append(node)
            node = self.parents[node]
            if len(path) > len(self.parents):
                raise ValueError(f"the parents of area {area} run in a circle")
        depth = -1 if node is None else self.depths[node]
        for step, passed in enumerate(reversed(path), start=1):
            self.depths[passed] = depth + step

    def fold_up(self, own: Mapping[int, Decimal]) -> dict[int, Decimal]:
        """The total of each area's subtree, for areas that have anything at or below them.

        Deepest first, each area is added to its parent once: the work is one addition per area and measure.
        """
        total = dict(own)
        levels: dict[int, set[int]] = defaultdict(set)
        for area in own:
            levels[self.depths[area]].add(area)
        for depth in range(max(levels, default=0), 0, -1):
            for area in levels[depth]:
                parent = self.parents[area]
                assert parent is not None
                total[parent] = total.get(parent, ZERO) + total[area]
                levels[depth - 1].add(parent)
        return total

    def subtree(self, root: int) -> list[int]:
        """The ids of `root` and everything below it."""
        children: dict[int, list[int]] = defaultdict(list)
        for area, parent in self.parents.items():
            if parent is not None:
                children[parent].append(area)
        found = [root]
        for area in found:
            found.extend(children[area])
        return found
