"""Cases as a state machine: what a community, a street and two departments may do, and what holds after each step."""

from datetime import datetime, timedelta

import time_machine
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from grids.cases.choices import CaseState, LegState, ReplyChannel
from grids.cases.models.cases import ENDED
from grids.cases.services.legs import leg_acts
from grids.cases.services.opening import Told
from grids.cases.services.reports import rate_report
from grids.cases.services.requests import request_acts
from grids.models import Case, CaseClock, CaseRequest, Leg, Report
from orgtree.acts import make, perform_one
from tests.cocon.machines import TownMachine
from tests.grids.cases import world

PICK = st.integers(0, 20)
HANDED = {CaseState.ASSIGNED, CaseState.HANDLING}


class Course(TownMachine):
    """Two cases of one grid to begin with; each step is some working hours after the last."""

    @initialize()
    def begin(self):
        self.town = self.open_town()
        self.now = timezone.now().replace(microsecond=0)
        self.units = [world.department(self.town, name) for name in ("城管局", "住建局")]
        self.told, self.answers = 0, {}
        for _ in range(2):
            self.tell()

    def later(self, call):
        """The step, an hour and a half after the last."""
        self.now += timedelta(minutes=90)
        with time_machine.travel(self.now, tick=False):
            self.try_to(call)

    def pick(self, number: int, *states: str) -> Case | None:
        found = list(Case.objects.filter(state__in=states).order_by("pk"))
        return found[number % len(found)] if found else None

    def act(self, key: str, case: Case | None, by, **said) -> None:
        if case:
            self.later(lambda: world.do(key, case, by, **said))

    def leg(self, number: int, *states: str):
        found = list(Leg.objects.filter(state__in=states).order_by("pk"))
        leg = found[number % len(found)] if found else None
        return leg, next((one.clerk for one in self.units if leg and one.unit.pk == leg.institution_id), None)

    def on_leg(self, key: str, number: int, *states: str, **said) -> None:
        leg, clerk = self.leg(number, *states)
        if leg:
            self.later(lambda: perform_one(leg_acts, key, pk=leg.pk, by=clerk, **said))

    # --- What may happen -------------------------------------------------------------------------------------------------

    @rule()
    def tell(self):
        self.told += 1
        told = Told(source="resident", phone="13812345678", channel="phone")
        title = f"第{self.told}盏灯不亮"
        self.later(lambda: world.case(self.town, title=title, told=told))

    @rule(pick=PICK)
    def accept(self, pick):
        self.act("accept", self.pick(pick, CaseState.REPORTED), self.town.grid_worker)

    @rule(pick=PICK)
    def take(self, pick):
        self.act("take", self.pick(pick, CaseState.ACCEPTED, CaseState.RETURNED), self.town.grid_worker)

    @rule(pick=PICK, who=st.integers(0, 1))
    def assign(self, pick, who):
        case = self.pick(pick, CaseState.ACCEPTED, CaseState.RETURNED)
        self.act("assign", case, self.town.street_secretary, lead=self.units[who].unit)

    @rule(pick=PICK, who=st.integers(0, 1))
    def assist(self, pick, who):
        case = self.pick(pick, CaseState.ASSIGNED, CaseState.HANDLING)
        self.act("assist", case, self.town.secretary, unit=self.units[who].unit)

    @rule(pick=PICK)
    def sign(self, pick):
        self.on_leg("sign", pick, LegState.GIVEN)

    @rule(pick=PICK)
    def give_back(self, pick):
        self.on_leg("give_back", pick, LegState.GIVEN, LegState.SIGNED, return_kind="other", reason="不属职责")

    @rule(pick=PICK)
    def finish_leg(self, pick):
        self.on_leg("finish", pick, LegState.SIGNED, result="solved", outcome="已修好")

    @rule(pick=PICK)
    def withdraw_leg(self, pick):
        leg, _ = self.leg(pick, LegState.GIVEN, LegState.SIGNED)
        if leg:
            self.later(lambda: world.do_leg("withdraw", leg, self.town.secretary, reason="改派"))

    @rule(pick=PICK)
    def finish(self, pick):
        case = self.pick(pick, CaseState.HANDLING)
        self.act("finish", case, self.town.grid_worker, result="solved", answer="已修好")

    @rule(pick=PICK)
    def verify(self, pick):
        self.act("verify", self.pick(pick, CaseState.DONE), self.town.secretary)

    @rule(pick=PICK)
    def send_back(self, pick):
        self.act("send_back", self.pick(pick, CaseState.DONE), self.town.secretary, reason="没有修好")

    @rule(pick=PICK)
    def reply(self, pick):
        self.act("reply", self.pick(pick, CaseState.VERIFIED), self.town.secretary, answer="已修好")

    @rule(pick=PICK, is_solved=st.booleans())
    def rate(self, pick, is_solved):
        reports = list(Report.objects.to_rate().order_by("pk"))
        if reports:
            report = reports[pick % len(reports)]
            self.later(lambda: rate_report(report_id=report.pk, is_solved=is_solved, stars=4))

    @rule(pick=PICK)
    def close(self, pick):
        self.act("close", self.pick(pick, CaseState.VERIFIED, CaseState.RATED), self.town.secretary)

    @rule(pick=PICK)
    def reopen(self, pick):
        self.act("reopen", self.pick(pick, CaseState.CLOSED), self.town.secretary, reason="又坏了")

    @rule(pick=PICK)
    def reclassify(self, pick):
        case = self.pick(pick, CaseState.REPORTED, CaseState.ACCEPTED, CaseState.HANDLING)
        self.act("reclassify", case, self.town.secretary, category=world.category("0206" if pick % 2 else "0207"))

    @rule(pick=PICK, other=PICK)
    def merge(self, pick, other):
        case = self.pick(pick, CaseState.REPORTED, CaseState.ACCEPTED, CaseState.ASSIGNED, CaseState.HANDLING)
        into = self.pick(other, CaseState.REPORTED, CaseState.ACCEPTED, CaseState.HANDLING)
        self.act("merge", case, self.town.secretary, into=into)

    @rule(pick=PICK)
    def unmerge(self, pick):
        self.act("unmerge", self.pick(pick, CaseState.MERGED), self.town.secretary, reason="不是一件事")

    @rule(pick=PICK)
    def split(self, pick):
        parent = self.pick(pick, CaseState.ACCEPTED, CaseState.SPLIT)
        self.told += 1
        said = {"category": world.category("0207"), "title": f"第{self.told}部分", "words": "修补路面"}
        if parent:
            self.later(lambda: make(world.case_acts, "split", by=self.town.secretary, parent=parent, **said))

    @rule(pick=PICK)
    def wait(self, pick):
        case = self.pick(pick, CaseState.ACCEPTED, CaseState.HANDLING)
        said = {"kind": "wait", "number": None, "words": "等待配件"}
        if case:
            self.later(lambda: make(request_acts, "ask", by=self.town.secretary, case=case, **said))

    @rule(pick=PICK, key=st.sampled_from(["approve", "end"]))
    def decide(self, pick, key):
        state = {"approve": "asked", "end": "approved"}[key]
        found = list(CaseRequest.objects.filter(state=state).order_by("pk"))
        if found:
            pk = found[pick % len(found)].pk
            self.later(lambda: perform_one(request_acts, key, pk=pk, by=self.town.street_secretary))

    # --- What holds ------------------------------------------------------------------------------------------------------

    @invariant()
    def segments_add_up(self):
        for row in [*CaseClock.objects.all(), *Leg.objects.all()] if hasattr(self, "town") else ():
            moments = [(datetime.fromisoformat(one[0]), one[1] and datetime.fromisoformat(one[1])) for one in row.clock]
            for (_, end), (start, _) in zip(moments, moments[1:], strict=False):
                assert end == start, row
            if moments:
                assert moments[-1][1] == row.stopped_at, row
            assert not (row.paused_at and row.stopped_at), row

    @invariant()
    def one_unit_leads(self):
        for case in Case.objects.all() if hasattr(self, "town") else ():
            leading = list(case.legs.live().filter(role="lead"))
            assert len(leading) == (case.lead_id is not None and case.state in HANDED), case.state
            assert all(leg.institution_id == case.lead_id for leg in leading)
            if case.state in ENDED:
                assert not case.legs.live().exists(), case.state

    @invariant()
    def what_is_open_is_due_or_stands(self):
        if not hasattr(self, "town"):
            return
        for case in Case.objects.filter(state__in=[CaseState.REPORTED, CaseState.ACCEPTED, *HANDED]):
            kind = "accept" if case.state == CaseState.REPORTED else "handle"
            clock = case.clocks.filter(kind=kind, leg=None, stopped_at__isnull=True).latest("round")
            assert case.due_at == clock.due_at, case.state
            assert clock.due_at or clock.paused_at

    @invariant()
    def nothing_is_closed_over_an_open_part_or_an_asker(self):
        if not hasattr(self, "town"):
            return
        for case in Case.objects.filter(state=CaseState.CLOSED):
            assert not Case.objects.open().filter(parent=case).exists()
            assert not case.reports.exclude(channel=ReplyChannel.NONE).filter(replied_at__isnull=True).exists()
        assert not Report.objects.filter(case__state=CaseState.MERGED).exists()

    @invariant()
    def somebody_has_what_is_open(self):
        """One owner each: the unit that leads, who handles it, or the desk that is to act."""
        for case in Case.objects.open() if hasattr(self, "town") else ():
            if case.state in HANDED:
                assert (case.lead_id is None) != (case.handled_by_id is None), case.state
            elif case.state in (CaseState.REPORTED, CaseState.ACCEPTED, CaseState.RETURNED):
                assert case.lead_id is None, case.state

    @invariant()
    def everybody_is_answered_once_a_round(self):
        """An answer that somebody has is not written over; a new round asks for a new one."""
        for report in Report.objects.exclude(replied_at=None).select_related("case") if hasattr(self, "town") else ():
            key = (report.pk, report.case_id, report.case.round)
            assert self.answers.setdefault(key, report.replied_at) == report.replied_at, report
            assert report.reply
