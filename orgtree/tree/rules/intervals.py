"""Nested intervals: how they are numbered, and every way in which they can be wrong.

A node's interval (lft, rght) encloses those of all nodes below it; the numbers of one tree are 1..2n without
a gap. Scope is read from intervals, so a damaged one shows people what is not theirs (docs/decisions/0002-tree-lock.md).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple


class Row(NamedTuple):
    """A node as it is stored."""

    id: int
    parent_id: int | None
    tree_id: int
    lft: int
    rght: int
    level: int
    kind: str
    replaced_by_id: int | None = None


class Damage(StrEnum):
    """Classes of damage, in the words of the report."""

    BOUNDS = "区间数字有误"
    CROSSING = "区间交叉"
    PARENT = "区间与上级不符"
    TREE = "树编号有误"
    LEVEL = "层级有误"
    KIND = "类型不能放在上级之下"
    CYCLE = "上级成环"


class Fault(NamedTuple):
    """One node and what is wrong with it."""

    id: int
    damage: Damage


def number_tree(root: int, children: Mapping[int, Sequence[int]]) -> Iterator[tuple[int, int, int, int]]:
    """(id, lft, rght, level) of `root` and everything below it, lowest first; siblings keep their order."""
    counter, opened, walks = 1, [(root, 1)], [iter(children.get(root, ()))]
    while walks:
        counter += 1
        child = next(walks[-1], None)
        if child is None:
            walks.pop()
            node, left = opened.pop()
            yield node, left, counter, len(opened)
        else:
            opened.append((child, counter))
            walks.append(iter(children.get(child, ())))


def find_faults(rows: Iterable[Row], may_stand_under: Callable[[str, str | None], bool]) -> list[Fault]:
    """Every fault of the stored trees `rows`, by node; empty when all is well."""
    by_id = {row.id: row for row in rows}
    trees = defaultdict(list)
    for row in by_id.values():
        trees[row.tree_id].append(row)
    found = [Fault(node, Damage.CYCLE) for node in _unreachable(by_id)]
    for tree in trees.values():
        tree.sort(key=lambda row: (row.lft, -row.rght, row.id))
        found += _bad_bounds(tree)
        found += _misplaced(tree)
    found += _against_parent(by_id, may_stand_under)
    return sorted(set(found))


def _bad_bounds(tree: list[Row]) -> Iterator[Fault]:
    """Numbers that are out of order, used twice, or outside 1..2n."""
    uses = Counter(bound for row in tree for bound in (row.lft, row.rght))
    for row in tree:
        single = uses[row.lft] == uses[row.rght] == 1
        if not (1 <= row.lft < row.rght <= 2 * len(tree) and single):
            yield Fault(row.id, Damage.BOUNDS)


def _misplaced(tree: list[Row]) -> Iterator[Fault]:
    """Nodes whose interval crosses another's, or lies in the interval of a node that is not their parent."""
    enclosing: list[Row] = []
    for row in tree:
        while enclosing and enclosing[-1].rght < row.lft:
            enclosing.pop()
        holder = enclosing[-1] if enclosing else None
        if holder and row.rght > holder.rght:
            yield Fault(row.id, Damage.CROSSING)
        if row.parent_id != (holder.id if holder else None):
            yield Fault(row.id, Damage.PARENT)
        enclosing.append(row)


def _against_parent(by_id: Mapping[int, Row], may_stand_under: Callable[[str, str | None], bool]) -> Iterator[Fault]:
    roots = Counter(row.tree_id for row in by_id.values() if row.parent_id is None)
    for row in by_id.values():
        parent = by_id.get(row.parent_id) if row.parent_id else None
        if (roots[row.tree_id] != 1) if parent is None else (row.tree_id != parent.tree_id):
            yield Fault(row.id, Damage.TREE)
        if row.level != (parent.level + 1 if parent else 0):
            yield Fault(row.id, Damage.LEVEL)
        joined = parent is not None and row.replaced_by_id == parent.id and row.kind == parent.kind
        if not (joined or may_stand_under(row.kind, parent.kind if parent else None)):
            yield Fault(row.id, Damage.KIND)


def _unreachable(by_id: Mapping[int, Row]) -> set[int]:
    """Nodes that no chain of parents joins to a root."""
    children = group_children((row.id, row.parent_id) for row in by_id.values())
    reached: set[int] = set()
    level = children.get(None, [])
    while level:
        reached.update(level)
        level = [child for node in level for child in children.get(node, ())]
    return by_id.keys() - reached


def group_children(pairs: Iterable[tuple[int, int | None]]) -> dict[int | None, list[int]]:
    """The children of each parent (None: the roots), in the order of `pairs` (id, parent id)."""
    children: dict[int | None, list[int]] = defaultdict(list)
    for node, parent in pairs:
        children[parent].append(node)
    return children
