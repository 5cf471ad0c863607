"""Projects and money keep their promises on a fixed walk; each promise broken on purpose is noticed. At random: tests/cocon/test_machine.py."""

import pytest

from cocon.projects.rules.money import Settlement
from tests.cocon.machines import walk_through
from tests.cocon.projects.machine import Flow

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("recorded_town")]

WALK = (
    lambda m: m.allot(300, west=False),
    lambda m: m.allot(300, west=True),  # refused: 200 are left
    lambda m: m.start(300),
    lambda m: m.start(150),
    lambda m: m.come_to_approval(0, 12),
    lambda m: m.come_to_approval(0, 12),
    lambda m: m.approve(0),
    lambda m: m.approve(0),
    lambda m: m.approve_second(0),
    lambda m: m.approve_second(0),  # refused: nothing is left
    lambda m: m.adjust(-10, 1),  # refused: spoken for
    lambda m: m.advance(0, 300),  # refused: more than half
    lambda m: m.advance(0, 150),
    lambda m: m.finish(0),
    lambda m: m.accept_project(0),
    lambda m: m.settle(0, 100),  # 50 come back, 200 are left again
    lambda m: m.reverse(0),
    lambda m: m.settle(0, 300),
    lambda m: m.close_project(0),
    lambda m: m.close_line(0),
)
PROMISES = (
    "never_more_than_the_budget",
    "a_balance_is_the_sum_of_its_entries",
    "nothing_is_paid_beyond_what_was_approved",
    "nothing_is_closed_without_acceptance",
)


def walk() -> None:
    walk_through(Flow, WALK, PROMISES)


def test_the_walk_keeps_them():
    walk()


BROKEN = {
    "deciding.check_left": (lambda *args, **more: None, "more is approved than there is"),
    "funds.check_left": (lambda *args, **more: None, "more is approved than there is"),
    "paying.check_advance": (lambda *args: None, "paid ahead beyond a half"),
    "paying.settle_for": (lambda approved, paid, total: Settlement(total - paid, 0), "settled and something left"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_control_a_broken_rule_is_found_on_the_walk(name, monkeypatch):
    broken, word = BROKEN[name]
    monkeypatch.setattr(f"cocon.projects.services.{name}", broken)
    with pytest.raises(AssertionError, match=word):
        walk()
