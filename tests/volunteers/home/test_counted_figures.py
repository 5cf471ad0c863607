"""Figures after days of ordinary work, drawn at random and done through the services, are those of a full recount."""

import random
from contextlib import suppress

import pytest

from orgtree.acts import perform, perform_one
from orgtree.errors import RuleBroken
from orgtree.figures.services.draining import drain
from orgtree.figures.services.figures import fill_figures
from orgtree.tree.acts import area_acts
from tests.orgtree.filling import recounted_now, stored, today
from tests.volunteers.gatherings import announced, joined, put_back, there
from tests.volunteers.people import accepted, logged
from tests.volunteers.posts import appointed, opened
from volunteers.activities.services.rolls import submit_roll
from volunteers.choices import ConsentPurpose, ServiceState
from volunteers.home.services.account_closing import close_account
from volunteers.members.services.members import give_consents
from volunteers.members.services.report_in_acts import report_ins
from volunteers.models import Member, ReportIn, ServiceRecord
from volunteers.service.services.service_records import confirm_services, void_service

pytestmark = pytest.mark.django_db
ROUNDS = 3


class Work:
    """What a community does all day; each act at random, and what the rules refuse is left."""

    def __init__(self, town, dice: random.Random):
        self.town, self.dice, self.hours = town, dice, iter(range(1, 500))

    def somebody(self) -> Member:
        members = Member.objects.filter(report_ins__in=ReportIn.objects.live(), user__isnull=False)
        return self.dice.choice(list(members.order_by("pk").select_related("user", "area")))

    def when(self) -> dict:
        """A time that no earlier act took."""
        number = next(self.hours)
        return {"start": 8 + number % 4 * 2, "end": 9 + number % 4 * 2, "days_ago": 1 + number // 4}

    def accept(self):
        accepted(self.dice.choice([self.town.east, self.town.west]), self.town.street_secretary)

    def serve(self):
        record = logged(self.somebody(), **self.when())
        confirm_services(record_ids=[record.pk], by=self.town.street_secretary)

    def void(self):
        records = list(ServiceRecord.objects.filter(state=ServiceState.CONFIRMED).order_by("pk"))
        void_service(record_id=self.dice.choice(records).pk, reason="记错了", by=self.town.street_secretary)

    def place(self):
        report_in = ReportIn.objects.live().get(member=self.somebody())
        area = self.dice.choice([self.town.east_grid, self.town.east_grid_two, self.town.east_building])
        perform(report_ins, "place", ids=[report_in.pk], area=area, by=self.town.street_secretary)

    def appoint(self):
        appointed(opened(self.town.east, self.town.secretary), self.somebody(), self.town.secretary)

    def gather(self):
        session = announced(self.town.east, self.town.secretary)
        guest = self.somebody()
        joined(session, guest)
        session = put_back(session, days=next(self.hours))
        there(session, guest, by=self.town.secretary)
        submit_roll(session_id=session.pk, by=self.town.secretary)

    def agree(self):
        member = self.somebody()
        give_consents(member=member, purposes=[ConsentPurpose.SKILLS], by=member.user)

    def leave(self):
        member = self.somebody()
        close_account(member_id=member.pk, by=member.user)

    def move(self):
        parent = self.dice.choice([self.town.west, self.town.north, self.town.east])
        perform_one(area_acts, "move", pk=self.town.east_grid_two.pk, parent=parent, by=None)


ORDINARY = ("accept", "serve", "serve", "serve", "void", "place", "appoint", "gather", "agree", "leave", "move")


def test_what_the_services_write_is_counted(town):
    work, done = Work(town, random.Random(5)), set()
    for _ in range(4):
        work.accept()
    for period in today():
        fill_figures(period)
    for _ in range(ROUNDS):
        for act in work.dice.sample(ORDINARY, len(ORDINARY)):
            with suppress(RuleBroken):
                getattr(work, act)()
                done.add(act)
        drain()
        for period in today():
            assert stored(period) == recounted_now(period)
    assert done == {*ORDINARY}
    assert [fill_figures(period).corrected for period in today()] == [0, 0, 0]
