"""How totals climb the tree of areas, by tables that a clerk can check."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgtree.tree.rules.tree import Forest

# 1 区 > 2 街 > 3 社区 > 4 网格 ; 1 > 5 街 > 6 社区 ; 7 is another district
PARENTS = {1: None, 2: 1, 3: 2, 4: 3, 5: 1, 6: 5, 7: None}


def test_each_area_gets_its_own_and_all_below():
    assert Forest(PARENTS).fold_up({4: D(5), 3: D(1), 6: D(2), 7: D(9)}) == {
        4: D(5),
        3: D(6),
        2: D(6),
        6: D(2),
        5: D(2),
        1: D(8),
        7: D(9),
    }


def test_nothing_below_gives_no_entry():
    assert Forest(PARENTS).fold_up({}) == {}
    assert 5 not in Forest(PARENTS).fold_up({4: D(1)})


def test_minus_and_plus_may_cancel():
    assert Forest(PARENTS).fold_up({4: D(2), 6: D(-2)})[1] == 0


def test_a_circle_of_parents_is_refused():
    with pytest.raises(ValueError, match="circle"):
        Forest({1: 2, 2: 3, 3: 1})


def test_subtree():
    assert sorted(Forest(PARENTS).subtree(2)) == [2, 3, 4]


@st.composite
def trees(draw):
    size = draw(st.integers(1, 30))
    parents = {0: None} | {node: draw(st.integers(0, node - 1)) for node in range(1, size)}
    own = draw(st.dictionaries(st.integers(0, size - 1), st.integers(-50, 500).map(D), max_size=size))
    return parents, own


@given(trees())
def test_total_is_own_plus_totals_of_children(case):
    parents, own = case
    total = Forest(parents).fold_up(own)
    for node in parents:
        below = sum(total.get(child, D(0)) for child, parent in parents.items() if parent == node)
        assert total.get(node, D(0)) == own.get(node, D(0)) + below
