"""Needs and claims keep their promises on a fixed walk; each promise broken on purpose is noticed. At random: tests/cocon/test_machine.py."""

import pytest

from tests.cocon.machines import walk_through
from tests.cocon.needs.machine import Flow

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("recorded_town")]

WALK = (
    lambda m: m.claim(0, 0, 2),
    lambda m: m.claim(0, 1, 2),  # too much
    lambda m: m.claim(0, 1, 1),
    lambda m: m.claim(0, 2, 1),  # full
    lambda m: m.confirm(0),
    lambda m: m.confirm(0),
    lambda m: m.submit(0),
    lambda m: m.submit(0),
    lambda m: m.close(0),  # refused: under way
    lambda m: m.accept(0),
    lambda m: m.accept_for_unit(0),
    lambda m: m.change(0, 9),  # refused: units have taken it on
    lambda m: m.accept(0),
    lambda m: m.accept_for_unit(0),
    lambda m: m.claim(1, 0, 1),
    lambda m: m.nights(40),
    lambda m: m.close(1),  # refused: nothing accepted
)
PROMISES = (
    "never_more_than_is_needed",
    "nothing_is_accepted_by_one_side",
    "what_is_closed_is_done",
    "what_is_done_is_closed",
)


def walk() -> None:
    walk_through(Flow, WALK, PROMISES)


def test_the_walk_keeps_them():
    walk()


class OneSide:
    """As if one word were enough."""

    COMMUNITY = "community"

    def __len__(self) -> int:
        return 1


BROKEN = {
    "claim_steps.check_claim": (lambda *args: None, "more is claimed than needed"),
    "claim_steps.settle": (lambda *args: None, "done and not closed"),
    "needs.check_closing": (lambda states: None, "closed and not done"),
    "claim_steps.Side": (OneSide(), "accepted by one side"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_control_a_broken_rule_is_found_on_the_walk(name, monkeypatch):
    broken, word = BROKEN[name]
    monkeypatch.setattr(f"cocon.needs.services.{name}", broken)
    with pytest.raises(AssertionError, match=word):
        walk()
