"""A unit's report is written on its own pages, by whoever has a post there and by nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.models import RoundSubject, Scheme, SubjectReport
from assessments.rounds.choices import ReportState
from assessments.rounds.services.reports import report_acts
from assessments.rounds.services.subjects import subject_acts
from orgtree.acts import make, perform_one
from orgtree.choices import InstitutionKind, PostKind
from orgtree.declare import registry
from orgtree.desk.home import home_of
from orgtree.models import Notice, User
from orgtree.people.services.people import appoint, create_user
from orgtree.units.services.institutions import create_institution
from tests.assessments.rounds import world
from tests.assessments.schemes import world as schemes
from tests.assessments.schemes.world import office
from tests.cocon.needs.world import unit_with_clerk
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db


def reporting(town, *units) -> dict:
    """{unit: its report} in an opened round that asks for reports."""
    scheme = schemes.plain(town)
    Scheme.objects.filter(pk=scheme.pk).update(asks_report=True)
    row = world.created(town, scheme, reports_due=timezone.localdate() + timedelta(days=9))
    for unit in units:
        make(subject_acts, "add", round=row, area=None, institution=unit, group="成员单位", by=office(town))
    world.do("open", row, office(town))
    return {
        unit: SubjectReport.objects.get(subject=RoundSubject.objects.get(round=row, institution=unit)) for unit in units
    }


def test_a_unit_writes_its_report_on_its_own_pages(town):
    own, other = unit_with_clerk(town, "danwei", "第一小学"), unit_with_clerk(town, "danwei2", "第二小学")
    report = reporting(town, own.unit, other.unit)[own.unit]
    client = signed_in(own.clerk)
    assert f"/u/reports/{report.pk}/" in client.get("/u/").content.decode()
    page = client.get(f"/u/reports/{report.pk}/").content.decode()
    assert "提交述职报告" in page
    assert "一、履行党建责任情况" in page, "begun with the frame"
    address = f"/u/reports/{report.pk}/hand-in/"
    short = client.post(address, {"text": "太短"})
    assert (short.status_code, "太短" in short.content.decode()) == (422, True)
    assert client.post(address, {"text": world.TEXT}).status_code == 302
    report.refresh_from_db()
    assert (report.state, report.revision, report.handed_in_by) == (ReportState.HANDED_IN, 1, own.clerk)
    assert f"/u/reports/{report.pk}/" not in client.get("/u/").content.decode()
    listed = client.get("/u/reports/").content.decode()
    assert f"/u/reports/{report.pk}/" in listed
    assert "第二小学" not in listed


def test_what_came_of_it_leads_to_the_same_page(town):
    own = unit_with_clerk(town, "danwei", "第一小学")
    report = reporting(town, own.unit)[own.unit]
    perform_one(report_acts, "hand_in", pk=report.pk, by=own.clerk, text=world.TEXT, file=None)
    perform_one(report_acts, "send_back", pk=report.pk, by=office(town), reason="请写明共建成效")
    [notice] = Notice.objects.filter(user=own.clerk, title__startswith="述职报告退回修改")
    assert notice.url == f"/u/reports/{report.pk}/"
    page = signed_in(own.clerk).get(notice.url).content.decode()
    assert "请写明共建成效" in page
    assert "全年走访全覆盖" in page
    perform_one(report_acts, "hand_in", pk=report.pk, by=own.clerk, text=world.TEXT, file=None)
    perform_one(report_acts, "accept", pk=report.pk, by=office(town))
    assert "/hand-in/" not in signed_in(own.clerk).get(f"/u/reports/{report.pk}/").content.decode()


def test_no_other_unit_no_host_and_no_street_opens_it(town):
    own, other = unit_with_clerk(town, "danwei", "第一小学"), unit_with_clerk(town, "danwei2", "第二小学")
    report = reporting(town, own.unit, other.unit)[own.unit]
    for user in (other.clerk, office(town), town.street_secretary, town.secretary):
        client = signed_in(User.objects.get(pk=user.pk))
        assert client.get(f"/u/reports/{report.pk}/").status_code == 404
        assert client.post(f"/u/reports/{report.pk}/hand-in/", {"text": world.TEXT}).status_code == 404
    report.refresh_from_db()
    assert report.state == ReportState.DUE


def test_the_card_of_a_department_leads_to_its_pages_and_that_of_a_street_to_the_desk(town):
    unit = create_institution(name="民政局", kind=InstitutionKind.AUTHORITY, area=town.street, by=None)
    head = create_user(account="minzheng", name="科员", by=None)
    appoint(holder_id=head.pk, kind=PostKind.DEPARTMENT, institution=unit, by=None)
    report = reporting(town, unit)[unit]
    for user, address in ((head, "/u/reports/"), (town.street_secretary, "/desk/assessments/subjectreport/")):
        user = User.objects.get(pk=user.pk)
        [queue] = [queue for queue in home_of(user).mine if queue.card.key == "assessments.reports_due"]
        assert queue.count == 1
        assert queue.url.startswith(address)
        assert signed_in(user).get(queue.url).status_code == 200
        assert registry.tabs["own-reports"].is_open_to(user) is (user.pk == head.pk)
    assert f"/u/reports/{report.pk}/" in signed_in(head).get("/u/reports/").content.decode()
