"""Arithmetic of figures: climbing the tree, rates, changes and how a number is written. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

ZERO = Decimal(0)


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


def share(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """`part` of `whole` in percent; None where the whole is zero or either is unknown."""
    ratio = per_head(part, whole)
    return None if ratio is None else ratio * 100


def per_head(amount: Decimal | None, heads: Decimal | None) -> Decimal | None:
    """`amount` divided by `heads`; None where there are no heads or either is unknown."""
    if amount is None or not heads:
        return None
    return amount / heads


@dataclass(frozen=True)
class Change:
    """A value beside the one before it; `percent` is None where the earlier value was zero."""

    difference: Decimal
    percent: Decimal | None

    @property
    def direction(self) -> str:
        """`up`, `down` or `flat`."""
        return "flat" if not self.difference else "up" if self.difference > 0 else "down"


def change_between(now: Decimal | None, before: Decimal | None, *, decimals: int = 0) -> Change | None:
    """The change from `before` to `now` of two values as they are shown; None where either is unknown."""
    if now is None or before is None:
        return None
    difference = rounded(now, decimals) - rounded(before, decimals)
    return Change(difference, difference / abs(before) * 100 if before else None)


def rounded(value: Decimal, decimals: int) -> Decimal:
    """`value` to so many decimals, halves away from zero as clerks round."""
    return Decimal(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def written(value: Decimal | None, decimals: int = 0) -> str:
    """`12,345` or `12.5` as pages print it; `—` where there is no value."""
    return "—" if value is None else f"{rounded(value, decimals):,}"


def signed(value: Decimal | None, decimals: int = 0) -> str:
    """`+12,345` or `-0.5`, a difference; empty where there is none."""
    return "" if value is None else f"{rounded(value, decimals):+,}"


def added(values: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of the known values; None where none is known."""
    known = [value for value in values if value is not None]
    return sum(known, ZERO) if known else None
