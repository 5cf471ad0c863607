"""A year of a district, from its tree to the published round: what somebody typed in spring is read in the round a year later.

Whatever is a fact is typed on a page by one person, once; boards, the table that an office asks for and the round show it, and
nobody types it again. What was typed is remembered, and asked at the end.
"""

from datetime import date, datetime
from decimal import Decimal as D
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from assessments.models import Outcome, RoundFact
from assessments.results.services.publicity import publicity_acts
from cocon.models import Claim, Matter, Need
from cocon.needs.services.claims import claim_acts
from cocon.needs.services.milestones import milestones_of, report_milestone
from grids.models import Report
from orgtree.acts import make, perform_one
from orgtree.choices import AreaKind, ReturnState
from orgtree.days.rules.periods import Period, periods_holding
from orgtree.figures.services.figures import figures_for
from orgtree.figures.tasks import fill_period
from orgtree.models import AskedForm, FormReturn, Post
from orgtree.oneform.acts import form_acts
from orgtree.oneform.services.filling import reported_or_filled
from orgtree.oneform.services.returns import keep_forms
from tests.assessments.ballots import polls
from tests.assessments.results import world as results
from tests.assessments.schemes.world import office
from tests.assessments.test_main_path import Path, composed, hand_in_reports, opened, score, vote
from tests.cocon.needs import world as needs
from tests.flows.test_main_job import WITH_PHONE, WITHOUT_PHONE, confirmed, printed, registered, text, uploaded
from tests.grids.cases import world as cases
from tests.orgtree.makers import keeper
from tests.orgtree.oneform.samples import said_of
from tests.orgtree.oneform.samples import uploaded as empty_table
from tests.volunteers.team_people import signed_in
from volunteers.models import ReportIn, ServiceKind, ServiceRecord

pytestmark = pytest.mark.django_db

HOUSEHOLDS, RESIDENTS, SERVED, LESSONS, PAPERS = "317", "811", "173", "113", "129"
TYPED_ONCE = (HOUSEHOLDS, RESIDENTS, SERVED, LESSONS, PAPERS)
YEAR = Period.parse("2025")


def at(month: int, day: int):
    """A morning of the year."""
    return time_machine.travel(datetime(2025, month, day, 10, tzinfo=ZoneInfo("Asia/Shanghai")))


class Hands:
    """Somebody at a browser, who opens a page, types and sends its form; `typed` is shared by all of the year."""

    def __init__(self, typed: list[str], client: Client):
        self.typed, self.client = typed, client

    def send(self, address: str, *there: str, **typed: str) -> None:
        """Fill in the page's form and send it: what the page had filled in itself (`there`) is sent along and was not typed."""
        shown = self.client.get(address)
        assert shown.status_code == 200, (address, shown.status_code, shown.headers)
        page = html.fromstring(shown.content)
        form = next(form for form in page.forms if {*there, *typed} <= set(form.fields) and form.method == "POST")
        self.typed.extend(map(str, typed.values()))
        reply = self.client.post(form.action or address, dict(form.form_values()) | typed)
        assert reply.status_code == 302, text(reply)[-1500:]


@pytest.fixture
def year(town, monkeypatch) -> SimpleNamespace:
    polls.cheap_keys(monkeypatch)
    Post.objects.update(since=YEAR.start)
    typed: list[str] = []

    def hands(user=None) -> Hands:
        return Hands(typed, signed_in(user) if user else Client())

    return SimpleNamespace(town=town, typed=typed, hands=hands)


def spring(year) -> None:
    """March: a building is drawn into the tree, members come in from a roster and by their own phones, an office's table is registered."""
    town = year.town
    code = f"{town.east_grid.code}-003"
    building = {
        "kind": AreaKind.BUILDING,
        "code": code,
        "name": "3号楼",
        "households": HOUSEHOLDS,
        "residents": RESIDENTS,
    }
    year.hands(town.street_secretary).send(f"/desk/orgtree/area/add/?parent={town.east_grid.pk}", **building)
    clerk = signed_in(town.clerk)
    confirmed(clerk, uploaded(clerk, town, WITH_PHONE, WITHOUT_PHONE))
    registered(town)
    [report_in] = ReportIn.objects.filter(member__name="赵试")
    for act, said in (("accept", {}), ("place", {"area": town.east_grid.pk})):
        address = reverse("admin:volunteers_reportin_act", args=[report_in.pk, act])
        assert signed_in(town.secretary).post(address, said).status_code == 302
    asked = said_of(town) | {"area": town.district.pk, "file": empty_table()}
    signed_in(town.organisation).post(reverse("admin:orgtree_askedform_add"), asked)
    form = AskedForm.objects.get()
    perform_one(form_acts, "approve", pk=form.pk, by=keeper(town.district, "keeper-form"))


def april(year) -> None:
    """A service of the member, and a need of the community that a unit meets: both sides accept."""
    town, around = year.town, needs.paired_unit(year.town)
    service = {
        "kind": str(ServiceKind.objects.get(code="S01").pk),
        "served_on": "2025-04-15",
        "start": "09:00",
        "end": "11:30",
    }
    member = ReportIn.objects.get(member__name="赵试").member.user
    year.hands(member).send("/m/services/new/?long=1", **service, people_served=SERVED, note="清扫1号楼楼道")
    address = reverse("admin:volunteers_servicerecord_act", args=[ServiceRecord.objects.get().pk, "confirm"])
    assert signed_in(town.secretary).post(address).status_code == 302
    need = {
        "title": "周末课业辅导",
        "words": "小学生周末辅导，每次两小时",
        "matter": str(Matter.objects.get(code="education").pk),
    }
    year.hands(town.secretary).send("/desk/cocon/need/add/", **need, quantity=LESSONS, measure="场", until="2025-06-30")
    year.hands(around.clerk).send(f"/u/needs/{Need.objects.get().pk}/", "quantity")
    needs.accept_both(town, carried_out(town, around, Claim.objects.get()))


def carried_out(town, around, claim: Claim) -> Claim:
    perform_one(claim_acts, "confirm", pk=claim.pk, by=town.secretary, milestone="", due_on=None)
    [task] = milestones_of(claim)
    report_milestone(claim=claim, task_id=task.pk, result="都已办完", by=around.clerk)
    return perform_one(claim_acts, "submit", pk=claim.pk, by=around.clerk, outcome="都已办完")


def may(year) -> None:
    """A resident tells of two lamps at the door of a grid; a department mends them, another verifies, the asker is answered."""
    town = year.town
    year.hands().send(
        f"/tell/{town.east_grid.code}/0202/", place="健康路与和平街路口", words="路口两盏路灯连续三晚不亮"
    )
    cases.closed(town, cases.department(town), Report.objects.get().case)


def table(year) -> None:
    """What the office asks of April fills itself: one cell that nobody knows is typed, the rest is checked and reported by a press."""
    for period in periods_holding(date(2025, 4, 30)):
        fill_period(period.slug)
    keep_forms(timezone.localdate())
    year.returned = FormReturn.objects.get(area=year.town.east, period_start=date(2025, 4, 1))
    unknown = [f"item_{item.pk}" for item in year.returned.form.items.filter(source="")]
    secretary = year.hands(year.town.secretary)
    fill_in, confirm = (
        reverse("admin:orgtree_formreturn_act", args=[year.returned.pk, act]) for act in ("fill-in", "confirm")
    )
    secretary.send(fill_in, **dict.fromkeys(unknown, "无") | {unknown[0]: PAPERS})
    assert secretary.client.post(confirm).status_code == 302


def year_after(year) -> None:
    """The year is counted and closed by those who oversee it; a round reads it, is voted, decided, shown and published."""
    fill_period(YEAR.slug)
    address = reverse("board-close", args=[year.town.district.pk])
    signed_in(year.town.organisation).post(f"{address}?period={YEAR.slug}")
    path = year.path = opened(year.town)
    hand_in_reports(path)
    score(path)
    vote(path)
    path.do("close")
    composed(path)
    publish(path)


def publish(path: Path) -> None:
    by = office(path.town)
    for outcome in Outcome.objects.of_round(path.row):
        results.do(
            "decide", outcome, by, decided=outcome.suggested, reason="并列，按年度重点工作" if outcome.is_tied else ""
        )
    path.do("decide")
    shown = make(publicity_acts, "show", round=path.row, by=by).row
    type(shown).objects.filter(pk=shown.pk).update(starts_on=results.PAST, ends_on=results.PAST)
    path.do("publish")


def test_every_number_is_entered_once_and_read_wherever_it_is_asked(year):
    for day, chapter in (((3, 12), spring), ((4, 16), april), ((5, 6), table), ((5, 14), may)):
        with at(*day):
            chapter(year)
    year_after(year)
    assert {fact: year.typed.count(fact) for fact in TYPED_ONCE} == dict.fromkeys(TYPED_ONCE, 1)
    check_board(year.town)
    check_table(year.returned)
    check_round(year.path)


def check_board(town) -> None:
    """The district's board of the year: what others in the town have, and what was typed in spring."""
    board = text(signed_in(town.organisation).get(f"/board/{town.district.pk}/?period={YEAR.slug}&subject=all"))
    read = {key: value for key, (_, _, value) in printed(board).items()}
    assert (read["area.households"], read["area.residents"]) == (180 + int(HOUSEHOLDS), 496 + int(RESIDENTS))
    assert (read["volunteers.services"], read["volunteers.hours"]) == (1, D("2.5"))
    assert (read["volunteers.people_served"], read["volunteers.reported"]) == (int(SERVED), 3)
    assert (read["cocon.needs_closed"], read["cocon.claims_accepted"]) == (1, 1)
    assert (read["grids.opened"], read["grids.opened_done"]) == (1, 1)
    assert Claim.objects.get().quantity == int(LESSONS)


def check_table(row: FormReturn) -> None:
    """Nine cells, one of them typed."""
    row.refresh_from_db()
    assert row.state == ReturnState.CONFIRMED
    [line] = reported_or_filled(row, viewer=row.confirmed_by).texts()
    assert line == [
        "1",
        "城关街道",
        "东园社区",
        str(108 + int(HOUSEHOLDS)),
        str(291 + int(RESIDENTS)),
        "1",
        "1",
        "2.5",
        PAPERS,
    ]
    assert list(row.typed.values()) == [PAPERS]


def check_round(path: Path) -> None:
    """The street's facts are the year's figures; nobody handed them in."""
    figures = figures_for([path.town.street.pk], YEAR)[path.town.street.pk]
    facts = dict(RoundFact.objects.filter(subject=path.subject("street")).values_list("item__name", "value"))
    assert facts == {
        "报到党员编入网格": round(figures["volunteers.gridded_share"], 2),
        "报到党员参加服务": round(figures["volunteers.serving_share"], 2),
        "需求认领": D(100),
        "网格事项办结": D(100),
    }
    assert (facts["报到党员编入网格"], facts["报到党员参加服务"]) == (D("66.67"), D("33.33"))
    outcome = path.outcome("street")
    page = signed_in(path.secretaries["street"]).get(reverse("outcome", args=[outcome.pk]))
    assert f"{outcome.total}" in text(page)
