"""Numbering of trees and the eye for damage: no database."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgtree.tree.rules.intervals import Damage, Fault, Row, find_faults, group_children, number_tree


def anything_goes(kind, parent_kind):
    return True


def numbered(parents, tree_id=1):
    """Rows of the tree in which node i (from 2) stands under parents[i - 2]."""
    pairs = [(1, None), *enumerate(parents, start=2)]
    above = dict(pairs)
    return [Row(node, above[node], tree_id, *rest, "x") for node, *rest in number_tree(1, group_children(pairs))]


@pytest.fixture
def rows():
    """1 over 2 and 5; 2 over 3 and 4: intervals 1–10, 2–7, 3–4, 5–6, 8–9."""
    return {row.id: row for row in numbered([1, 2, 2, 1])}


def faults(rows, legal=anything_goes):
    return {(fault.id, fault.damage) for fault in find_faults(rows.values(), legal)}


def test_numbers_run_from_one_without_a_gap(rows):
    assert {row.id: (row.lft, row.rght, row.level) for row in rows.values()} == {
        1: (1, 10, 0),
        2: (2, 7, 1),
        3: (3, 4, 2),
        4: (5, 6, 2),
        5: (8, 9, 1),
    }
    assert faults(rows) == set()


@settings(deadline=None)  # not a timed test
@given(st.integers(min_value=0, max_value=60), st.randoms())
def test_every_numbered_tree_is_sound_and_holds_its_subtrees(size, luck):
    rows = numbered([luck.randint(1, node) for node in range(1, size + 1)])
    assert find_faults(rows, anything_goes) == []
    by_id = {row.id: row for row in rows}
    for row in rows:
        if row.parent_id:
            parent = by_id[row.parent_id]
            assert parent.lft < row.lft < row.rght < parent.rght


# What is changed in the sound tree, and what must be found of it.
SEEDED = {
    "right bound below the left": ({3: {"lft": 4, "rght": 3}}, (3, Damage.BOUNDS)),
    "a number used twice": ({4: {"lft": 4}}, (4, Damage.BOUNDS)),
    "a number beyond the tree": ({5: {"rght": 30}}, (5, Damage.BOUNDS)),
    "crossing": ({2: {"rght": 8}, 5: {"lft": 7}}, (5, Damage.CROSSING)),
    "in another's interval": ({4: {"parent_id": 5}}, (4, Damage.PARENT)),
    "in another tree": ({5: {"tree_id": 2}}, (5, Damage.TREE)),
    "two roots in one tree": ({5: {"parent_id": None, "level": 0}}, (5, Damage.TREE)),
    "wrong level": ({3: {"level": 5}}, (3, Damage.LEVEL)),
    "a cycle": ({2: {"parent_id": 3}}, (2, Damage.CYCLE)),
}


@pytest.mark.parametrize(("changes", "found"), SEEDED.values(), ids=SEEDED)
def test_each_class_of_damage_is_found(rows, changes, found):
    damaged = rows | {node: rows[node]._replace(**change) for node, change in changes.items()}
    assert found in faults(damaged)


def test_a_kind_that_may_not_stand_there_is_found(rows):
    rows[5] = rows[5]._replace(kind="y")
    assert faults(rows, lambda kind, parent_kind: kind == "x") == {(5, Damage.KIND)}


def test_faults_come_in_order_and_once(rows):
    rows[5] = rows[5]._replace(level=7)
    shuffled = list(rows.values())
    random.Random(1).shuffle(shuffled)
    assert find_faults(shuffled, anything_goes) == [Fault(5, Damage.LEVEL)]
