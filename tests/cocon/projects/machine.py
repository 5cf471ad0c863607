"""Projects and money as a state machine: all that a community and two of the street may do, and what holds after each step."""

from datetime import timedelta
from decimal import Decimal as D

from django.db.models import F
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from cocon.models import FundEntry, FundLine, Project
from cocon.projects.choices import EntryKind
from cocon.projects.choices import ProjectState as S
from cocon.projects.rules.money import PAID
from cocon.projects.services.entries import purse_of, sums_of
from cocon.projects.services.funds import line_acts
from cocon.projects.services.projects import project_acts
from orgtree.acts import make, perform_one
from tests.cocon.machines import TownMachine
from tests.cocon.projects.world import approvers, begun, granted, hold, report_all

PICK, YUAN = st.integers(0, 20), st.sampled_from([10, 100, 150, 300])
NOTHING = {"people": None, "hours": None}


class Flow(TownMachine):
    """A line of the street, shares of communities, projects on them."""

    @initialize()
    def begin(self):
        self.town = self.open_town()
        self.begin_money()

    def begin_money(self):
        self.said = 0
        self.one, self.two = approvers(self.town)
        self.street = granted(self.town, 500)

    def words(self) -> str:
        """Never the same: what is said twice would be the first once more."""
        self.said += 1
        return f"事由{self.said}"

    def pick_project(self, number: int, *states: str) -> Project | None:
        found = list(Project.objects.filter(state__in=states).order_by("pk"))
        return found[number % len(found)] if found else None

    def do(self, project: Project | None, key: str, by, **said) -> None:
        if project:
            self.try_to(lambda: perform_one(project_acts, key, pk=project.pk, by=by, **said))

    @rule(yuan=YUAN, west=st.booleans())
    def allot(self, yuan, west):
        area = self.town.west if west else self.town.east
        said = {"parent": self.street, "area": area, "yuan": D(yuan), "by": self.town.street_secretary}
        self.try_to(lambda: make(line_acts, "allot", **said))

    @rule(yuan=st.sampled_from([-100, -10, 50]), pick=PICK)
    def adjust(self, yuan, pick):
        lines = list(FundLine.objects.order_by("pk"))
        said = {"pk": lines[pick % len(lines)].pk, "by": self.town.street_secretary, "reason": self.words()}
        self.try_to(lambda: perform_one(line_acts, "adjust", yuan=D(yuan), **said))

    @rule(pick=PICK)
    def close_line(self, pick):
        lines = list(FundLine.objects.filter(parent__isnull=False).order_by("pk"))
        if lines:
            said = {"pk": lines[pick % len(lines)].pk, "by": self.town.street_secretary, "reason": "年度已结束"}
            self.try_to(lambda: perform_one(line_acts, "close", **said))

    @rule(yuan=YUAN)
    def start(self, yuan):
        line = FundLine.objects.filter(area=self.town.east).first()
        if line:
            self.try_to(lambda: begun(self.town, yuan=yuan, line=line, title=self.words()))

    @rule(pick=PICK, in_favour=st.sampled_from([11, 12, 20]))
    def come_to_approval(self, pick, in_favour):
        project = self.pick_project(pick, S.DRAFT)
        if project:
            self.try_to(lambda: hold(project, in_favour=in_favour))
            self.do(project, "publicise", self.town.secretary, publicity="公告栏")
            Project.objects.filter(pk=project.pk).update(publicised_at=timezone.now() - timedelta(days=30))
            self.do(project, "ask", self.town.secretary, heard_in_public="没有意见")

    @rule(pick=PICK)
    def approve(self, pick):
        self.do(self.pick_project(pick, S.ASKED), "approve", self.one)

    @rule(pick=PICK)
    def approve_second(self, pick):
        self.do(self.pick_project(pick, S.SECOND), "approve_second", self.two)

    @rule(pick=PICK, yuan=YUAN)
    def advance(self, pick, yuan):
        self.do(self.pick_project(pick, S.RUNNING), "advance", self.one, yuan=D(yuan), reason=self.words())

    @rule(pick=PICK)
    def reverse(self, pick):
        project = self.pick_project(pick, S.RUNNING, S.ACCEPTED, S.SETTLED)
        key = "reverse_settlement" if project and project.state == S.SETTLED else "reverse"
        self.do(project, key, self.two, reason=self.words())

    @rule(pick=PICK)
    def stop_project(self, pick):
        self.do(self.pick_project(pick, S.RUNNING, S.SUBMITTED), "stop", self.one, reason="商定不办")

    @rule(pick=PICK)
    def finish(self, pick):
        project = self.pick_project(pick, S.RUNNING)
        if project:
            due = timezone.localdate() + timedelta(days=9)
            self.do(project, "add_milestone", self.town.secretary, milestone="完成", due_on=due)
            self.try_to(lambda: report_all(project, self.doer_of(project)))
            self.do(project, "submit", self.town.secretary, outcome="已办完", **NOTHING)

    def doer_of(self, project: Project):
        """Who reports its milestones."""
        return self.town.clerk

    @rule(pick=PICK)
    def accept_project(self, pick):
        self.do(self.pick_project(pick, S.SUBMITTED), "accept", self.town.street_secretary, accepted_words="已核实")

    @rule(pick=PICK, yuan=YUAN)
    def settle(self, pick, yuan):
        self.do(self.pick_project(pick, S.ACCEPTED), "settle", self.two, yuan=D(yuan), reason=self.words())

    @rule(pick=PICK)
    def close_project(self, pick):
        self.do(self.pick_project(pick, S.ACCEPTED, S.SETTLED), "close", self.town.secretary, praise="")

    @invariant()
    def never_more_than_the_budget(self):
        if hasattr(self, "street"):
            for line in FundLine.objects.all():
                purse = purse_of(line.pk)
                assert purse.left >= 0, "more is approved than there is"
                children = sum(purse_of(child.pk).budget for child in line.children.all())
                assert purse.allotted == children, "given on and not received"

    @invariant()
    def a_balance_is_the_sum_of_its_entries(self):
        if hasattr(self, "street"):
            for line in FundLine.objects.all():
                fens = line.entries.exclude(kind__in=PAID).values_list("fen", flat=True)
                assert purse_of(line.pk).left == sum(fens), "balance is not the sum"
            for entry in FundEntry.objects.exclude(reverses=None).select_related("reverses"):
                assert entry.fen == -entry.reverses.fen, "reversed by another amount"

    @invariant()
    def nothing_is_paid_beyond_what_was_approved(self):
        if hasattr(self, "street"):
            for project in Project.objects.exclude(line=None):
                sums = sums_of(project)
                assert sums.paid <= sums.approved, "paid beyond what was approved"
                if project.state in (S.RUNNING, S.SUBMITTED):
                    assert sums.paid * 2 <= sums.approved, "paid ahead beyond a half"
                if project.state in (S.SETTLED, S.CLOSED):
                    assert sums.paid == sums.approved, "settled and something left"
                if project.state in (S.STOPPED, S.REFUSED, S.WITHDRAWN):
                    assert sums.approved == sums.paid == 0, "ended and something left"

    @invariant()
    def nothing_is_closed_without_acceptance(self):
        if hasattr(self, "street"):
            done = Project.objects.filter(state__in=[S.SETTLED, S.CLOSED])
            assert not done.filter(accepted_at=None).exists(), "closed without acceptance"
            approved = Project.objects.filter(entries__kind=EntryKind.APPROVE)
            assert not approved.filter(approved_by=F("second_by")).exists(), "approved by one"
