"""Acceptance A11, A12; F05: no group of fewer than five can be worked out from all that is published."""

from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from assessments.results.rules.composite import LEAST, ClassCount, Part, compose
from tests.assessments.results.attacker import (
    OPTIONS,
    count_votes,
    draw_round,
    isolated,
    mean_of_all_classes,
    published,
    small_groups,
    sum_of_all_ballots,
    sums_of_streets,
)
from tests.thorough import examples

TREES = examples(60, thorough=1_000)


def rounds():
    return [draw_round(Random(f"tree {number}")) for number in range(TREES)]  # noqa: S311


def test_a12_no_small_group_is_isolated():
    found, small = 0, 0
    for round_, streets in rounds():
        small += len(small_groups(round_))
        found += len(isolated(round_, published(round_, streets)))
    assert small > TREES  # there was something to find
    assert found == 0


@pytest.mark.parametrize("fault", [sum_of_all_ballots, mean_of_all_classes, sums_of_streets])
def test_control_each_planted_fault_isolates_some(fault):
    found = 0
    for round_, streets in rounds():
        found += len(isolated(round_, published(round_, streets) + fault(round_, streets)))
    assert found > 0


def redrawn(luck: Random, one: ClassCount) -> ClassCount:
    """Another small group in its place, of any size that does not count."""
    if not one.is_void:
        return one
    number = luck.randrange(max(one.least, LEAST))
    drawn = luck.choices(list(OPTIONS), k=number)
    return ClassCount(one.code, one.label, one.weight, one.least, {option: drawn.count(option) for option in OPTIONS})


def composites(round_):
    """What is computed of each subject: the total, the trace, the log."""
    parts = {
        subject: [Part("A", "平时", Decimal(60), Fraction(88)), Part("C", "测评", Decimal(40), score.raw)]
        for subject, score in count_votes(round_).items()
    }
    return {subject: (compose(of_one), count_votes(round_)[subject].log) for subject, of_one in parts.items()}


def test_a11_whatever_small_groups_chose_everything_published_is_the_same():
    """Stronger than any attack by sums: what a void class chose is in nothing, so no program finds it."""
    for number, (round_, streets) in enumerate(rounds()):
        luck = Random(f"again {number}")  # noqa: S311
        other = {subject: [redrawn(luck, one) for one in classes] for subject, classes in round_.items()}
        assert composites(round_) == composites(other)
        assert published(round_, streets) == published(other, streets)


def test_control_a_rule_that_counted_small_classes_would_differ(monkeypatch):
    monkeypatch.setattr(ClassCount, "is_void", property(lambda one: one.number < 1))
    round_, _ = draw_round(Random("tree 1"))  # noqa: S311
    luck = Random("again 1")  # noqa: S311
    monkeypatch.undo()
    other = {subject: [redrawn(luck, one) for one in classes] for subject, classes in round_.items()}
    monkeypatch.setattr(ClassCount, "is_void", property(lambda one: one.number < 1))
    assert composites(round_) != composites(other)
