"""State machines over the town: what is played is taken back, a refused step leaves nothing, a fixed walk holds every promise."""

from collections.abc import Callable, Iterable

from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from orgtree.errors import RuleBroken
from tests.thorough import examples
from tests.town import Town, play_town

PROFILE = settings(
    max_examples=examples(4, 40),
    stateful_step_count=examples(40, 100),
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)


class TownMachine(RuleBasedStateMachine):
    """A town that is gone afterwards; a subclass has a `begin` that asks for it."""

    def open_town(self) -> Town:
        self.outer = transaction.atomic()
        self.outer.__enter__()
        return play_town()

    def teardown(self):
        if hasattr(self, "outer"):
            transaction.set_rollback(True)
            self.outer.__exit__(None, None, None)

    def try_to(self, call: Callable) -> None:
        """A rule may refuse it: then nothing of it is left."""
        try:
            with transaction.atomic():
                call()
        except RuleBroken:
            pass


def play_at_random(machine: type[TownMachine]) -> None:
    run_state_machine_as_test(machine, settings=PROFILE)


def walk_through(kind: type[TownMachine], steps: Iterable[Callable], promises: Iterable[str]) -> None:
    """These steps one after the other, every promise looked at after each."""
    machine = kind()
    machine.begin()
    try:
        for step in steps:
            step(machine)
            for promise in promises:
                getattr(machine, promise)()
    finally:
        machine.teardown()
