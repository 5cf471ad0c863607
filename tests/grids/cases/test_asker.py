"""G18: the number of whoever asked appears nowhere but where it was meant to, and each look is recorded."""

import pghistory.models
import pytest
from django.urls import reverse

from grids.cases.services.opening import Told
from grids.cases.services.reports import phone_of_report
from grids.models import Report
from orgtree.choices import PostKind
from orgtree.models import AccessLog, ActStep, Notice, User
from orgtree.people.services.people import appoint
from tests.api import Api
from tests.grids.cases import world
from tests.volunteers.refusals import refused
from volunteers.home.services.own_data import own_data

pytestmark = pytest.mark.django_db
PHONE, NAME = "13712349876", "欧阳诉求"
LISTS = ("case", "leg", "report", "caserequest", "sending")
APIS = ("cases", "case-legs", "case-reports", "case-requests")


@pytest.fixture
def at(town):
    return world.department(town)


@pytest.fixture
def row(town, at):
    told = Told(source="resident", asker=NAME, phone=PHONE, channel="phone")
    return world.verified(town, at, world.case(town, told=told))


def pages_of(row) -> list[str]:
    report, leg = row.reports.get(), world.lead_of(row)
    pages = [reverse(f"admin:grids_{name}_changelist") for name in LISTS]
    pages += [reverse(f"admin:grids_{name}_sheet") for name in LISTS]
    for name, shown in (("case", row), ("report", report), ("leg", leg)):
        pages += [reverse(f"admin:grids_{name}_{page}", args=[shown.pk]) for page in ("change", "history")]
    return [*pages, "/u/cases/", f"/u/cases/{leg.pk}/", "/g/cases/", f"/g/cases/{row.pk}/", "/desk/"]


def read(reply) -> str:
    body = b"".join(reply.streaming_content) if reply.streaming else reply.content
    return body.decode(errors="replace")


def test_the_number_stands_on_no_page_and_in_no_program(town, at, row, client):
    for person in (
        town.street_secretary,
        town.secretary,
        town.grid_worker,
        at.clerk,
        town.west_secretary,
        town.auditor,
    ):
        client.force_login(person)
        for page in pages_of(row):
            assert PHONE not in read(client.get(page, follow=True)), (person.name, page)
        for path in APIS:
            text = Api(person).get(f"{path}/").content.decode()
            assert PHONE not in text, path
            assert NAME not in text, path


def test_neither_notices_nor_steps_nor_the_trail_hold_it(row):
    told = [f"{note.title}{note.text}" for note in Notice.objects.all()]
    told += list(ActStep.objects.values_list("reason", flat=True))
    told += [str(sorted(event.items())) for event in Report.pgh_event_model.objects.values()] if _tracked() else []
    assert not [words for words in told if PHONE in words or NAME in words]
    assert {"asker", "phone"}.isdisjoint(field.name for field in _event()._meta.fields)


def _event():
    return next(model for model in pghistory.models.Event.__subclasses__() if model.__name__ == "ReportEvent")


def _tracked() -> bool:
    return hasattr(Report, "pgh_event_model")


def test_shown_to_the_unit_that_leads_while_it_does(town, at):
    """Not to those who assist, not to others, and no longer when it is done."""
    told = Told(source="resident", asker=NAME, phone=PHONE, channel="phone")
    row = world.signed(town, at, world.case(town, told=told))
    helper, stranger = world.department(town, "住建局"), world.department(town, "税务局")
    world.do("assist", row, town.secretary, unit=helper.unit)
    report = row.reports.get()
    for clerk in (helper.clerk, stranger.clerk, town.west_secretary):
        with refused("not_found"):
            phone_of_report(report_id=report.pk, by=clerk)
    assert phone_of_report(report_id=report.pk, by=at.clerk) == PHONE
    look = AccessLog.objects.get(actor=at.clerk)
    assert PHONE not in f"{look.subject}{look.reason}"
    world.do_leg("sign", row.legs.get(role="assist"), helper.clerk)
    world.do_leg("finish", row.legs.get(role="assist"), helper.clerk, result="solved", outcome="已断电")
    world.do_leg("finish", world.lead_of(row), at.clerk, result="solved", outcome="已更换")
    with refused("not_found"):
        phone_of_report(report_id=report.pk, by=at.clerk)


def test_a_number_for_the_desk_is_not_the_unit_s(town, at):
    told = Told(source="resident", phone=PHONE, phone_for="desk", channel="phone")
    row = world.signed(town, at, world.case(town, told=told))
    with refused("not_found"):
        phone_of_report(report_id=row.reports.get().pk, by=at.clerk)


def test_former_and_foreign_units_read_nothing(town, at, client):
    row = world.signed(town, at)
    leg, stranger = world.lead_of(row), world.department(town, "税务局")
    client.force_login(at.clerk)
    assert client.get(f"/u/cases/{leg.pk}/").status_code == 200
    world.do_leg("give_back", leg, at.clerk, return_kind="other", reason="不属职责")
    for clerk in (at.clerk, stranger.clerk):
        client.force_login(clerk)
        assert client.get(f"/u/cases/{leg.pk}/").status_code == 404
        assert Api(clerk).get(f"case-legs/{leg.pk}/").status_code == 404


def test_whoever_entered_it_has_it_in_the_copy_of_their_data_without_who_asked(town, member):
    appoint(holder_id=member.user_id, kind=PostKind.GRID_WORKER, area=town.east_grid_two, by=None)
    by, told = User.objects.get(pk=member.user_id), Told(source="head", asker=NAME, phone=PHONE)
    entered = world.case(town, by=by, area=town.east_grid_two, told=told)
    world.case(town, title="别人登记的")
    copy = own_data(member)
    assert [row["编号"] for row in copy["诉求"]] == [entered.number]
    assert NAME not in str(copy)
    assert PHONE not in str(copy)
