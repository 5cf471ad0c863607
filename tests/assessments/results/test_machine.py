"""A round keeps its promises in whatever order people act, and on a fixed walk; each promise broken on purpose is noticed."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from assessments.declare import round_deciding
from assessments.models import Round
from assessments.results.rules import composite
from tests.assessments.ballots.polls import cheap_keys
from tests.assessments.results.machine import PROMISES, Course
from tests.cocon.machines import PROFILE, walk_through
from tests.thorough import examples

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("recorded_town")]

SHORT = settings(PROFILE, max_examples=examples(4, 80), stateful_step_count=examples(15, 60))
WALK = (
    lambda m: m.act("close"),  # refused: not open
    lambda m: m.act("open"),
    lambda m: m.cancel(),  # refused: opened
    lambda m: m.report(0, False),
    lambda m: m.report(0, True),
    lambda m: m.act("close"),  # refused: a report and all sheets
    lambda m: m.report(1, True),
    lambda m: m.score(0, 0, 99),
    lambda m: m.score_all(95),
    lambda m: m.compose(),  # refused: open
    lambda m: m.vote(["good", "good", "good", "fair", "poor"]),
    lambda m: m.act("close"),
    lambda m: m.score(0, 0, 71),  # refused: closed
    lambda m: m.act("decide"),  # refused: nothing is decided
    lambda m: m.compose(),
    lambda m: m.compose(),
    lambda m: m.grade(0, "poor", ""),  # refused: another grade and no reason
    lambda m: m.grade(0, "poor", "按年度重点工作"),
    lambda m: m.compose(),  # refused: one is decided
    lambda m: m.act("decide"),  # refused: one is not
    lambda m: m.reopen(0),
    lambda m: m.grade_as_suggested(),
    lambda m: m.act("decide"),
    lambda m: m.reopen(1),  # refused: decided
    lambda m: m.object(0),  # refused: not shown
    lambda m: m.act("publish"),  # refused: not shown
    lambda m: m.show(),
    lambda m: m.object(0),
    lambda m: m.days_pass(),
    lambda m: m.act("publish"),  # refused: an objection
    lambda m: m.answer(True, False),  # refused: decided it
    lambda m: m.answer(True, True),
    lambda m: m.act("publish"),  # refused: not corrected
    lambda m: m.correct("good"),
    lambda m: m.act("publish"),
    lambda m: m.grade(0, "poor", "改为差"),  # refused: published
    lambda m: m.act("open"),  # refused
    lambda m: m.act("archive"),
)


@pytest.fixture(autouse=True)
def _cheap_keys(monkeypatch):
    cheap_keys(monkeypatch)


def walk(steps=WALK) -> None:
    walk_through(Course, steps, PROMISES)


def test_a_round_keeps_its_promises_in_whatever_order_people_act():
    run_state_machine_as_test(Course, settings=SHORT)


def test_the_walk_keeps_them_to_the_end():
    reached = []
    walk((*WALK, lambda m: reached.append((m.row.state, len(m.sealed)))))
    assert reached == [("archived", 2)]


def shorted(*args, **more):
    """A sum from which the last hundredth is lost."""
    made = composite.compose(*args, **more)
    exact = made.exact - Fraction(1, 100)
    return replace(made, exact=exact, total=composite.round_once(exact))


BROKEN = {
    "composing.compose": (shorted, "not its recount"),
    "outcomes._check_reason": (lambda *args: None, "another grade and no reason"),
    "outcomes._check_closed": (lambda *args: None, "decided without a grade"),
    "publicity._check_shown": (lambda *args: None, "published before it was shown"),
    "outcomes.digest_of": (lambda outcome: "0" * 64, "not what was sealed"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_control_a_broken_rule_is_found_on_the_walk(name, monkeypatch):
    broken, word = BROKEN[name]
    monkeypatch.setattr(f"assessments.results.services.{name}", broken)
    with pytest.raises(AssertionError, match=word):
        walk()


def test_control_a_round_decided_over_a_missing_grade_is_found(monkeypatch):
    monkeypatch.setattr(round_deciding, "acts", {})
    with pytest.raises(AssertionError, match="decided without a grade"):
        walk()


def test_control_a_way_back_is_found():
    with pytest.raises(AssertionError, match="a way back"):
        walk((*WALK[:2], lambda m: Round.objects.filter(pk=m.pk).update(state="created")))
