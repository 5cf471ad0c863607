"""Needs, claims, projects and money at once: what is claimed never exceeds what is needed, what is approved never the budget, and nothing closes by one word."""

import pytest
from django.db.models import F, Q
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from cocon.models import Acceptance, Claim, FundLine, Need, Project, Topic
from cocon.needs.choices import ClaimState, NeedState
from cocon.needs.services.meetings import clear_decided, clear_pool
from cocon.needs.services.needs import need_acts
from cocon.projects.choices import LineState
from cocon.projects.choices import ProjectState as S
from cocon.projects.services.funds import line_acts
from orgtree.acts import perform_one
from tests.cocon.machines import play_at_random, walk_through
from tests.cocon.needs import machine as needs
from tests.cocon.needs.test_machine import PROMISES as OF_NEEDS
from tests.cocon.projects import machine as money
from tests.cocon.projects.test_machine import PROMISES as OF_MONEY
from tests.cocon.projects.world import begun

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("recorded_town")]
PICK, WHO = money.PICK, needs.WHO


class Whole(needs.Flow, money.Flow):
    """One community with two needs, three units, and the street's money: a unit that takes on a need may do a project as well."""

    @initialize()
    def begin(self):
        self.town = self.open_town()
        self.begin_needs()
        self.begin_money()

    def doer_of(self, project: Project):
        return next((one.clerk for one in self.units if one.unit.pk == project.unit_id), self.town.clerk)

    @rule(yuan=money.YUAN, who=WHO, of_street=st.booleans())
    def start_for_unit(self, yuan, who, of_street):
        """Of the community's share, or of the street's own line."""
        line = self.street if of_street else FundLine.objects.filter(area=self.town.east).first()
        said = {"yuan": yuan, "line": line, "title": self.words(), "unit": self.units[who].unit}
        if line:
            self.try_to(lambda: begun(self.town, **said))

    @rule(pick=PICK)
    def hand_over(self, pick):
        project = self.pick_project(pick, S.DRAFT, S.ASKED, S.SECOND, S.RUNNING, S.SUBMITTED)
        people = [self.town.clerk, self.town.secretary, self.one, self.two, self.town.street_secretary]
        self.do(project, "hand_over", self.town.secretary, leader=people[pick % 5], reason=self.words())

    @rule(which=st.integers(0, 1))
    def to_meeting(self, which):
        self.try_to(lambda: perform_one(need_acts, "to_meeting", pk=self.needs[which].pk, by=self.town.secretary))

    @rule()
    def close_year(self):
        said = {"pk": self.street.pk, "by": self.town.street_secretary, "reason": "年度已结束"}
        self.try_to(lambda: perform_one(line_acts, "close", **said))

    @invariant()
    def nothing_closes_by_one_word(self):
        """A need by two acceptances of each claim, a project by somebody who neither began it nor led nor submitted it."""
        if hasattr(self, "street"):
            for claim in Claim.objects.filter(state=ClaimState.ACCEPTED):
                assert Acceptance.objects.filter(claim=claim).values("side", "by").distinct().count() == 2, "one word"
            own = Q(accepted_by=F("leader")) | Q(accepted_by=F("entered_by")) | Q(accepted_by=F("submitted_by"))
            own |= Q(accepted_by=F("led_before"))
            assert not Project.objects.filter(own, accepted_by__isnull=False).exists(), "one word"

    @invariant()
    def who_led_it_decides_nothing(self):
        if hasattr(self, "street"):
            led = Q(leader=F("approved_by")) | Q(leader=F("second_by"))
            led |= Q(led_before=F("approved_by")) | Q(led_before=F("second_by"))
            assert not Project.objects.filter(led).exists(), "approved by its leader"

    @invariant()
    def what_is_closed_spends_no_more(self):
        if hasattr(self, "street"):
            closed = FundLine.objects.filter(state=LineState.CLOSED)
            running = Project.objects.filter(line__in=closed, state__in=[S.RUNNING, S.SUBMITTED, S.ACCEPTED, S.SETTLED])
            assert not running.exists(), "closed with projects under way"

    @invariant()
    def nothing_waits_for_a_meeting_in_vain(self):
        if hasattr(self, "street"):
            over = Need.objects.exclude(state=NeedState.PUBLISHED).values("pk")
            assert not Topic.objects.in_pool().filter(origin_kind="need", origin_id__in=over).exists(), (
                "over and waiting"
            )
            assert clear_pool() + clear_decided() == 0, "seen to and waiting"


OF_BOTH = (
    *OF_NEEDS,
    *OF_MONEY,
    "nothing_closes_by_one_word",
    "who_led_it_decides_nothing",
    "what_is_closed_spends_no_more",
    "nothing_waits_for_a_meeting_in_vain",
)
WALK = (
    lambda m: m.to_meeting(0),
    lambda m: m.claim(0, 0, 3),
    lambda m: m.start_for_unit(300, 0, of_street=True),
    lambda m: m.hand_over(3),  # to one who approves
    lambda m: m.hand_over(0),  # and on
    lambda m: m.come_to_approval(0, 12),
    lambda m: m.approve(0),
    lambda m: m.confirm(0),
    lambda m: m.approve_second(0),  # refused: led it before
    lambda m: m.do(m.pick_project(0, S.SECOND), "approve_second", m.town.street_secretary),
    lambda m: m.submit(0),
    lambda m: m.finish(0),
    lambda m: m.hand_over(4),  # refused: approved it
    lambda m: m.accept(0),
    lambda m: m.accept_for_unit(0),
    lambda m: m.close_year(),  # refused: under way
    lambda m: m.do(m.pick_project(0, S.SUBMITTED), "accept", m.two, accepted_words="已核实"),  # refused: led it before
    lambda m: m.accept_project(0),
)


def walk() -> None:
    walk_through(Whole, WALK, OF_BOTH)


def test_they_keep_their_promises_in_whatever_order_people_act():
    play_at_random(Whole)


def test_the_walk_keeps_them():
    walk()


BROKEN = {
    "projects.services.deciding.check_never_led": (lambda *args: None, "approved by its leader"),
    "needs.services.claim_steps.clear_pool": (lambda *args: 0, "seen to and waiting"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_control_a_broken_rule_is_found_on_the_walk(name, monkeypatch):
    broken, word = BROKEN[name]
    monkeypatch.setattr(f"cocon.{name}", broken)
    with pytest.raises(AssertionError, match=word):
        walk()
