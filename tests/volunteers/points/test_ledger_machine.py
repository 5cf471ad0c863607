"""The ledger keeps its promises, whatever people do in whatever order; each promise broken on purpose is noticed.

The short run goes with the suite, always with the same examples; `make soak` looks for new ones.
"""

import os
from dataclasses import replace

import pytest
from django.db.models import F
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from orgtree.chain import Ledger as Chain
from orgtree.chain.rules import GENESIS
from tests.volunteers.points.ledger_machine import LAST_YEAR, Ledger
from volunteers.models import HourChange, MemberYear, PointCredit, PointEntry, Redemption, ServiceRecord
from volunteers.points.rules.points import credit
from volunteers.points.services.points import recompute_years
from volunteers.recognition.services.rewards import balance_of

SOAK = int(os.environ.get("LEDGER_SOAK", 0))  # how many new examples to look for
PROFILE = settings(
    max_examples=SOAK or 3,
    stateful_step_count=50 if SOAK else 15,
    derandomize=not SOAK,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("recorded_town")]


def test_the_ledger_keeps_its_promises():
    run_state_machine_as_test(Ledger, settings=PROFILE)


def test_control_the_machine_finds_credits_that_nobody_recomputed(monkeypatch):
    monkeypatch.setattr("volunteers.points.services.points.recompute_years", lambda *given: 0)
    with pytest.raises(AssertionError, match="the total is not the sum|has faults"):
        run_state_machine_as_test(Ledger, settings=settings(PROFILE, phases=[Phase.generate]))


# --- One walk through all that people do, the same each time --------------------------------------------------------------

WALK = (
    lambda m: m.log(0, 9, 4, 3, "S01"),  # this year
    lambda m: m.log(0, 9, 6, 20, "S01"),  # last year
    lambda m: m.log(0, 14, 2, 20, "S05"),
    lambda m: m.log(1, 9, 2, 2, "S02"),
    lambda m: m.confirm(0),
    *[
        lambda m, days=days: m.credit(0, "G05", days, False) for days in (20, 21, 22, 23, 24)
    ],  # the fifth is over the cap
    lambda m: m.credit(0, "N04", 20, True),
    lambda m: m.redeem(0),
    lambda m: m.redeem(0),
    lambda m: m.redeem(0),
    lambda m: m.redeem(0),
    lambda m: m.redeem(0),  # one too many
    lambda m: m.cancel(0),
    lambda m: m.propose(0, 10, 2, 3, "S01"),
    lambda m: m.decide(True),
    lambda m: m.move(1),
    lambda m: m.night(),
    lambda m: m.close_year(),
    lambda m: m.credit(0, "G04", 20, False),  # refused: its year is closed
    lambda m: m.reverse(0),  # goes in as a correction
    lambda m: m.log(1, 9, 2, 20, "S01"),  # hours of a closed year
    lambda m: m.confirm(0),
    lambda m: m.void(1),
    lambda m: m.close_year(),
    lambda m: m.night(),
)


def walk() -> Ledger:
    """The machine after the walk; every invariant was asked after every step."""
    machine = Ledger()
    machine.begin()
    try:
        for step in (lambda m: None, *WALK):
            step(machine)
            for promise in machine.invariants:
                promise.function(machine)
    except BaseException:
        machine.teardown()
        raise
    return machine


def test_the_walk_meets_every_verb():
    machine = walk()
    try:
        first, second = machine.members
        account = MemberYear.objects.get(member=first, year=LAST_YEAR)
        assert account.closed_at
        assert account.frozen_total != account.total()  # corrected after its closing, and frozen all the same
        assert PointEntry.objects.filter(account=account, item_code="G04").count() == 0
        assert HourChange.objects.get().state == "approved"
        assert Redemption.objects.filter(state="cancelled").exists()
        assert balance_of(first).left == -2  # spent within the balance, then earned points were taken back
        assert PointCredit.objects.filter(credited__lt=F("raw")).exists()  # a cap was met
        assert second.report_ins.count() == 2
        late = ServiceRecord.objects.get(member=second, served_on__year=LAST_YEAR)
        assert late.state == "confirmed"
    finally:
        machine.teardown()


# --- Each promise broken on purpose -----------------------------------------------------------------------------------------


def credits_without_caps(entries, rules):
    return [replace(one, credited=one.raw) for one in credit(entries, rules)]


def moves_the_frozen_total(account_ids, *given):
    changed = recompute_years(account_ids, *given)
    MemberYear.objects.filter(pk__in=account_ids, closed_at__isnull=False).update(frozen_total=F("frozen_total") - 1)
    return changed


heads_of = Chain.heads_of


def forgets_what_came_before(ledger, account_ids):
    return {account: (sequence, GENESIS) for account, (sequence, _) in heads_of(ledger, account_ids).items()}


BROKEN = {
    "points.services.points.credit": (credits_without_caps, "the total is not the sum"),
    "points.services.points.check_open": (lambda account_ids: None, "a closed year took a deed"),
    "points.services.points.recompute_years": (moves_the_frozen_total, "the closed year changed"),
    "points.services.ledger_chain.Ledger.heads_of": (forgets_what_came_before, "the ledger has faults"),
    "recognition.services.rewards.check_redemption": (lambda *args, **kwargs: None, "overdraft"),
    "recognition.services.rewards._enter": (lambda *args: None, "spent is not what is kept"),
    "service.services.service_records.reverse_deed": (lambda **kwargs: None, "a record does not count as it stands"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_control_a_broken_rule_is_found_on_the_walk(name, monkeypatch):
    broken, word = BROKEN[name]
    monkeypatch.setattr(f"volunteers.{name}", broken)
    with pytest.raises(AssertionError, match=word):
        walk()
