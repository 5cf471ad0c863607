"""Needs and claims as a state machine: all that the community and three units may do, and what holds after each step."""

from datetime import timedelta

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from cocon.models import Acceptance, Claim, Need
from cocon.needs.choices import ClaimState, NeedState, Side
from cocon.needs.rules import OPEN
from cocon.needs.services.claims import claim_acts
from cocon.needs.services.milestones import milestones_of, report_milestone
from cocon.needs.services.needs import need_acts
from cocon.needs.services.taking_on import claim_need
from cocon.needs.services.waiting import lapse_claims
from orgtree.acts import perform_one
from tests.cocon.machines import TownMachine
from tests.cocon.needs.world import need, paired_unit

WHO, PICK = st.integers(0, 2), st.integers(0, 20)
JUDGED = {"rating": 4, "words": ""}


class Flow(TownMachine):
    """Two needs of one community, three units that are paired with it."""

    @initialize()
    def begin(self):
        self.town = self.open_town()
        self.begin_needs()

    def begin_needs(self):
        self.units = [paired_unit(self.town, f"unit{index}", f"第{index}单位") for index in range(3)]
        self.needs = [need(self.town, title=f"需求{index}", quantity=3) for index in range(2)]

    def pick(self, number: int, *states: str) -> Claim | None:
        """One of the claims in these states."""
        found = list(Claim.objects.filter(state__in=states).order_by("pk")) if states else []
        return found[number % len(found)] if found else None

    def act(self, claim: Claim | None, key: str, by, **said) -> None:
        if claim:
            self.try_to(lambda: perform_one(claim_acts, key, pk=claim.pk, by=by, **said))

    def clerk_of(self, claim: Claim | None):
        return next((one.clerk for one in self.units if claim and one.unit.pk == claim.unit_id), None)

    @rule(which=st.integers(0, 1), who=WHO, quantity=st.integers(1, 4))
    def claim(self, which, who, quantity):
        around, shown = self.units[who], self.needs[which]
        self.try_to(lambda: claim_need(need_id=shown.pk, unit=around.unit, by=around.clerk, quantity=quantity))

    @rule(pick=PICK)
    def confirm(self, pick):
        claim = self.pick(pick, ClaimState.CLAIMED)
        self.act(claim, "confirm", self.town.secretary, milestone="", due_on=None)

    @rule(pick=PICK)
    def decline(self, pick):
        self.act(self.pick(pick, ClaimState.CLAIMED), "decline", self.town.secretary, reason="另有安排")

    @rule(pick=PICK)
    def withdraw(self, pick):
        claim = self.pick(pick, ClaimState.CLAIMED, ClaimState.RUNNING)
        self.act(claim, "withdraw", self.clerk_of(claim), reason="人手不够")

    @rule(pick=PICK)
    def stop(self, pick):
        claim = self.pick(pick, ClaimState.RUNNING, ClaimState.SUBMITTED)
        self.act(claim, "stop", self.town.secretary, reason="商定不办")

    @rule(pick=PICK)
    def submit(self, pick):
        claim = self.pick(pick, ClaimState.RUNNING)
        for task in milestones_of(claim) if claim else ():
            by = self.clerk_of(claim)
            self.try_to(lambda task=task, by=by: report_milestone(claim=claim, task_id=task.pk, result="已办", by=by))
        self.act(claim, "submit", self.clerk_of(claim), outcome="已办完")

    @rule(pick=PICK)
    def send_back(self, pick):
        self.act(self.pick(pick, ClaimState.SUBMITTED), "send_back", self.town.secretary, reason="请补充")

    @rule(pick=PICK)
    def accept(self, pick):
        self.act(self.pick(pick, ClaimState.SUBMITTED), "accept", self.town.clerk, **JUDGED)

    @rule(pick=PICK)
    def accept_for_unit(self, pick):
        claim = self.pick(pick, ClaimState.SUBMITTED)
        self.act(claim, "accept_for_unit", self.clerk_of(claim), **JUDGED)

    @rule(days=st.integers(1, 40))
    def nights(self, days):
        Claim.objects.filter(state__in=OPEN).update(moved_at=timezone.now() - timedelta(days=days))
        lapse_claims(today=timezone.localdate())

    @rule(which=st.integers(0, 1), quantity=st.integers(1, 4))
    def change(self, which, quantity):
        self.try_to(
            lambda: perform_one(need_acts, "edit", pk=self.needs[which].pk, by=self.town.secretary, quantity=quantity)
        )

    @rule(which=st.integers(0, 1))
    def close(self, which):
        self.try_to(lambda: perform_one(need_acts, "close", pk=self.needs[which].pk, by=self.town.secretary))

    @invariant()
    def never_more_than_is_needed(self):
        if hasattr(self, "needs"):
            for one in Need.objects.with_taken():
                assert one.taken <= one.quantity, "more is claimed than needed"

    @invariant()
    def nothing_is_accepted_by_one_side(self):
        if hasattr(self, "needs"):
            for claim in Claim.objects.filter(state=ClaimState.ACCEPTED):
                sides = set(Acceptance.objects.filter(claim=claim).values_list("side", flat=True))
                assert sides == set(Side.values), "accepted by one side"

    @invariant()
    def what_is_closed_is_done(self):
        if hasattr(self, "needs"):
            for one in Need.objects.filter(state=NeedState.CLOSED):
                states = set(one.claims.values_list("state", flat=True))
                assert ClaimState.ACCEPTED in states, "closed and not done"
                assert not states & set(OPEN), "closed and not done"

    @invariant()
    def what_is_done_is_closed(self):
        if hasattr(self, "needs"):
            for one in Need.objects.with_taken().filter(state=NeedState.PUBLISHED):
                live = set(one.claims.live().values_list("state", flat=True)) if one.taken == one.quantity else set()
                assert live != {ClaimState.ACCEPTED}, "done and not closed"
