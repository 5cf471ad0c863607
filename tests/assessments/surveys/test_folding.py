"""Nobody is found in what is published: random trees, all that can be put together, and a naive way as the control (A26)."""

from fractions import Fraction
from itertools import combinations
from random import Random

import pytest

from assessments.surveys.rules.folding import Counts, fold, fold_bands, isolates
from tests.thorough import examples

LEAST = 5
PRIME = 2_147_483_647


def counted(n: int, content: int | None = None) -> Counts:
    content = n if content is None else content
    return Counts(n, n, [[content, 0, n - content]] * 3)


def published(folded, children, root) -> dict:
    """What a reader sees: the total of each place with anything in it."""

    def total(key) -> int:
        return (folded[key].n if key in folded else 0) + sum(total(child) for child in children.get(key, ()))

    return {key: total(key) for key in [root, *(child for below in children.values() for child in below)] if total(key)}


@pytest.mark.parametrize(
    ("own", "shown"),
    [
        # 52 answers by grid: 49 and 3; the 3 are hidden, and with them the only other, or the total less it would tell.
        ({"one": 49, "two": 3}, {"east": 52}),
        ({"one": 30, "two": 19, "three": 3}, {"east": 52, "one": 30}),
        ({"one": 30, "two": 20, "three": 1, "four": 1}, {"east": 52, "one": 30}),
        ({"one": 30, "two": 16, "three": 3, "four": 3}, {"east": 52, "one": 30, "two": 16}),
        ({"one": 26, "two": 26}, {"east": 52, "one": 26, "two": 26}),
        ({"one": 2, "two": 2}, {}),
        ({"one": 52, "two": 0}, {"east": 52, "one": 52}),
    ],
)
def test_cells_below_five_take_a_partner_along(own, shown):
    children = {"east": list(own)}
    folded = fold("east", children, {key: counted(n) for key, n in own.items()})
    assert published(folded, children, "east") == shown


def test_what_is_folded_is_neither_lost_nor_counted_twice():
    own = {"one": counted(30, 21), "two": counted(19, 19), "three": counted(3, 0)}
    folded = fold("east", {"east": list(own)}, own)
    whole = sum(folded.values(), Counts())
    assert (whole.n, whole.pleased) == (52, 120)
    assert whole.share == Fraction(40, 52)


# --- The attacker -----------------------------------------------------------------------------------------------------------


def random_tree(random: Random):
    """(children, counts by leaf): a street of communities of grids, small grids being frequent."""
    children, own = {"street": []}, {}
    for community in range(random.randint(1, 4)):
        name = f"c{community}"
        children["street"].append(name)
        children[name] = [f"{name}g{grid}" for grid in range(random.randint(1, 4))]
        own |= {leaf: counted(random.choice([0, 1, 2, 3, 4, 5, 6, 9, 20])) for leaf in children[name]}
    return children, own


def leaves_of(key, children) -> frozenset:
    below = children.get(key)
    return frozenset({key}) if not below else frozenset().union(*(leaves_of(child, children) for child in below))


def reduced(vectors: list[list[int]]) -> list[list[int]]:
    """The rows in echelon form, modulo a prime."""
    rows, basis = [vector[:] for vector in vectors], []
    for column in range(len(vectors[0]) if vectors else 0):
        pivot = next((row for row in rows if row[column] % PRIME), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        inverse = pow(pivot[column], -1, PRIME)
        pivot = [value * inverse % PRIME for value in pivot]
        rows = [[(v - row[column] * p) % PRIME for v, p in zip(row, pivot, strict=True)] for row in rows]
        basis.append(pivot)
    return basis


def spans(basis: list[list[int]], vector: list[int]) -> bool:
    for pivot in basis:
        column = next(place for place, value in enumerate(pivot) if value)
        vector = [(v - vector[column] * p) % PRIME for v, p in zip(vector, pivot, strict=True)]
    return not any(vector)


def found_by_attacker(groups: list[frozenset], counts: dict) -> list[frozenset]:
    """The groups of fewer than five people (not of nobody) whose total is a combination of those of the published groups."""
    cells = sorted(cell for cell, n in counts.items() if n)
    if not cells or not groups:
        return []
    basis = reduced([[int(cell in group) for cell in cells] for group in groups])
    small = [cell for cell in cells if counts[cell] < LEAST]
    tried = (
        frozenset(chosen)
        for size in range(1, LEAST)
        for chosen in combinations(small, size)
        if sum(counts[cell] for cell in chosen) < LEAST
    )
    return [group for group in tried if spans(basis, [int(cell in group) for cell in cells])]


def attack(seed: int, *, naive: bool = False) -> list[frozenset]:
    children, own = random_tree(Random(seed))
    counts = {leaf: one.n for leaf, one in own.items()}
    everywhere = ["street", *(child for below in children.values() for child in below)]
    if naive:  # what is below five is left out, and that is all
        totals = {key: sum(counts[leaf] for leaf in leaves_of(key, children)) for key in everywhere}
        shown = [key for key in everywhere if totals[key] >= LEAST]
    else:
        shown = list(published(fold("street", children, own), children, "street"))
    return found_by_attacker([leaves_of(key, children) for key in shown], counts)


def test_no_group_is_found():
    assert {seed: found for seed in range(examples(40, 1_000)) if (found := attack(seed))} == {}


def test_control_the_naive_way_is_found():
    assert sum(bool(attack(seed, naive=True)) for seed in range(40)) > 10


# --- By age ---------------------------------------------------------------------------------------------------------------


def test_ages_that_would_tell_of_three_people_are_not_shown_at_all():
    """All ten of one grid are young, and three of the other: the young less the grid are three people."""
    table = {"one": {"young": counted(10)}, "two": {"young": counted(3), "older": counted(9)}}
    assert isolates([{"young": 10}, {"young": 3, "older": 9}])
    assert fold_bands(table) == {}
    table["two"]["young"] = counted(5)  # control: five may be told
    assert {band: one.n for band, one in fold_bands(table).items()} == {"young": 15, "older": 9}


def test_small_ages_go_together():
    table = {"one": {"young": counted(20), "older": counted(2), "unsaid": counted(1), "middle": counted(7)}}
    assert {band: one.n for band, one in fold_bands(table).items()} == {"young": 20, "": 10}


def attack_ages(seed: int, fold_ages) -> list[frozenset]:
    """Grids and ages together, the attacker knowing which cells are empty."""
    random = Random(seed)
    table = {
        f"g{row}": {band: counted(random.choice([0, 0, 1, 3, 6, 12])) for band in ("young", "older", "unsaid")}
        for row in range(random.randint(1, 3))
    }
    table = {row: bands for row, bands in table.items() if sum(one.n for one in bands.values()) >= LEAST}
    shown = fold_ages(table)
    cells = {(row, band): one.n for row, bands in table.items() for band, one in bands.items()}
    groups = [frozenset(cell for cell in cells if cell[0] == row) for row in table]
    groups += [frozenset(cell for cell in cells if (cell[1] if cell[1] in shown else "") == band) for band in shown]
    return found_by_attacker(groups, cells)


def test_no_group_is_found_by_grid_and_age():
    assert {seed: found for seed in range(examples(60, 1_000)) if (found := attack_ages(seed, fold_bands))} == {}


def test_control_ages_folded_by_themselves_are_found(monkeypatch):
    monkeypatch.setattr("assessments.surveys.rules.folding.isolates", lambda rows, least: False)
    assert any(attack_ages(seed, fold_bands) for seed in range(200))
