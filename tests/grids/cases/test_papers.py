"""The five papers of a case: each when the case has come to it, nobody named on any (G18), how old the matter was at each hand-over (G07),
and every print recorded.
"""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from grids.cases.choices import PaperKind
from grids.cases.rules import age_told
from grids.cases.services.opening import Told
from grids.cases.services.papers import WRITERS, paper_of, papers_for
from grids.models import Case
from orgtree.choices import Permission as P
from orgtree.models import AccessLog
from tests.api import Api, assert_error
from tests.grids.cases import world
from tests.visits import signed_in
from tests.walk import text_of

pytestmark = pytest.mark.django_db
NAME, PHONE = "欧阳诉求", "13712349876"
ASKER = Told(source="hotline", outside_number="GD20261130001", asker=NAME, phone=PHONE, channel="phone")
ALL = [kind.value for kind in PaperKind]


@pytest.fixture(autouse=True)
def _long_since(town):
    world.long_since()


@pytest.fixture
def at(town) -> world.Department:
    return world.department(town)


def address(case: Case, kind: str, form: str = "docx") -> str:
    return f"/cases/{case.pk}/papers/{kind}.{form}"


def escalated(town, at) -> Case:
    """Raised a level, given back once, given again, done, verified, answered: it has all five papers."""
    case = world.signed(town, at, world.case(town, told=ASKER))
    world.do("escalate", case, town.street_secretary, reason="灯杆产权不清，须上级协调")
    world.do_leg("give_back", world.lead_of(case), at.clerk, return_kind="not_duty", reason="灯杆属于供电公司")
    case = world.do("assign", case, town.street_secretary, lead=at.unit, asked="先更换灯泡")
    world.do_leg("sign", world.lead_of(case), at.clerk)
    world.do_leg("finish", world.lead_of(case), at.clerk, result="solved", outcome="已更换两盏路灯")
    case = world.do("verify", case, town.street_secretary)
    return world.do("reply", case, town.street_secretary, answer="路灯已修好")


@pytest.mark.parametrize(
    ("build", "kinds"),
    [
        (lambda town, at: world.case(town), {"declared", "raised"}),
        (lambda town, at: world.assigned(town, at), {"declared", "raised", "passed", "given"}),
        (lambda town, at: world.verified(town, at), {*ALL}),
        (lambda town, at: world.closed(town, at), {*ALL} - {"raised"}),
        (escalated, {*ALL}),
    ],
)
def test_a_case_has_the_papers_that_it_has_come_to(town, at, build, kinds):
    case = build(town, at)
    assert set(papers_for(case)) == kinds
    client = signed_in(town.secretary)
    for kind in ALL:
        assert client.get(address(case, kind)).status_code == (200 if kind in kinds else 404), kind


def test_nobody_stands_on_a_paper(town, at):
    case = escalated(town, at)
    people = [NAME, PHONE, *(one.name for one in (town.street_secretary, town.grid_worker, at.clerk, town.secretary))]
    client = signed_in(town.secretary)
    for kind in PaperKind:
        told = json.dumps(paper_of(case, kind).as_data(), ensure_ascii=False) + text_of(client.get(address(case, kind)))
        assert [word for word in people if word in told] == [], kind
        assert case.title in told
    assert "GD20261130001" in text_of(client.get(address(case, "declared")))


def test_control_a_paper_that_says_who_asked_is_found(town, at, monkeypatch):
    case = escalated(town, at)
    told = {"facts": [("诉求人", case.reports.get().asker)], "boxes": [], "stamps": ("盖章",)}
    monkeypatch.setitem(WRITERS, PaperKind.DECLARED, lambda case, leg: told)
    assert NAME in text_of(signed_in(town.secretary).get(address(case, "declared")))


def test_a_hand_over_says_how_old_the_matter_was(town, at):
    case = escalated(town, at)
    Case.objects.filter(pk=case.pk).update(opened_at=case.opened_at - timedelta(days=3, hours=4, minutes=10))
    made = paper_of(Case.objects.select_related("area__parent").get(pk=case.pk), PaperKind.PASSED)
    assert [row[1:2] + row[3:4] for row in made.rows] == [(at.unit.name, "3天4小时")] * 2
    assert made.rows[0][-1] == "灯杆属于供电公司"


@pytest.mark.parametrize(
    ("span", "told"),
    [
        (timedelta(minutes=59), "0小时"),
        (timedelta(hours=23, minutes=59), "23小时"),
        (timedelta(hours=24), "1天0小时"),
        (timedelta(days=9, hours=5), "9天5小时"),
        (timedelta(hours=-1), "0小时"),
    ],
)
def test_age(span, told):
    now = timezone.now()
    assert age_told(now - span, now) == told


def test_each_print_is_recorded_as_an_export(town, at):
    case = world.closed(town, at)
    reply = signed_in(town.secretary).get(address(case, "answered", "pdf"))
    assert (reply["Content-Type"], reply.content[:5]) == ("application/pdf", b"%PDF-")
    line = AccessLog.objects.get(action=AccessLog.Action.EXPORT)
    assert (line.actor, line.subject, line.area) == (town.secretary, f"网格事项{case.number}回复单", case.area)
    assert not line.persons
    assert "打印文书" in text_of(signed_in(town.secretary).get(f"/desk/grids/case/{case.pk}/change/"))
    assert "打印回复单" in text_of(signed_in(town.secretary).get(f"/cases/{case.pk}/papers/"))


def test_nobody_else_is_given_a_paper_nor_one_that_is_none(town, at):
    case = world.closed(town, at)
    for other in (town.west_secretary, at.clerk):
        assert signed_in(other).get(address(case, "declared")).status_code == 404
    assert signed_in(town.secretary).get(address(case, "declared", "exe")).status_code == 404
    assert signed_in(town.secretary).get(address(case, "other")).status_code == 404
    assert not AccessLog.objects.filter(action=AccessLog.Action.EXPORT).exists()


def test_a_unit_prints_what_was_given_to_it_and_what_it_answered(town, at):
    case = world.signed(town, at, world.case(town, told=ASKER))
    other = world.department(town, "住建局")
    world.do("assist", case, town.street_secretary, unit=other.unit, asked="派人到现场")
    leg, client = world.lead_of(case), signed_in(at.clerk)
    given = text_of(client.get(f"/u/cases/{leg.pk}/papers/given.docx"))
    assert at.unit.name in given
    assert "派人到现场" not in given  # what others were asked is not its own
    assert NAME not in given
    assert client.get(f"/u/cases/{leg.pk}/papers/answered.docx").status_code == 404
    assert client.get(f"/u/cases/{leg.pk}/papers/passed.docx").status_code == 404
    assert "打印交办单" in text_of(client.get(f"/u/cases/{leg.pk}/"))
    helper = case.legs.get(role="assist")
    world.do_leg("sign", helper, other.clerk)
    world.do_leg("finish", helper, other.clerk, result="solved", outcome="已到现场")
    told = signed_in(other.clerk).get(f"/u/cases/{helper.pk}/papers/answered.docx")
    assert "已到现场" in text_of(told)
    assert client.get(f"/u/cases/{helper.pk}/papers/given.docx").status_code == 404
    assert AccessLog.objects.filter(action=AccessLog.Action.EXPORT, actor=other.clerk).exists()


def test_a_program_takes_the_same_papers_and_each_is_recorded(town, at):
    case = world.closed(town, at, world.case(town, told=ASKER))
    caller = Api(town.secretary, scopes=[P.CASE_VIEW, P.EXPORT])
    offered = caller.get(f"cases/{case.pk}/papers/").json()
    assert [one["kind"] for one in offered] == [kind.value for kind in papers_for(case)]
    assert {"kind": "answered", "label": "回复单"} in offered
    for form, begins in (("pdf", b"%PDF-"), ("docx", b"PK")):
        assert caller.get(f"cases/{case.pk}/papers/answered/{form}/").content.startswith(begins)
    line = AccessLog.objects.filter(action=AccessLog.Action.EXPORT).latest("pk")
    assert (line.actor, line.subject) == (town.secretary, f"网格事项{case.number}回复单")
    declared = text_of(caller.get(f"cases/{case.pk}/papers/declared/docx/"))
    assert (case.title in declared, NAME in declared) == (True, False)
    assert_error(caller.get(f"cases/{case.pk}/papers/raised/pdf/"), 404, "not_found")
    assert_error(Api(town.secretary, scopes=[P.CASE_VIEW]).get(f"cases/{case.pk}/papers/"), 404, "not_found")
    assert_error(Api(town.west_secretary).get(f"cases/{case.pk}/papers/"), 404, "not_found")
    assert_error(Api(at.clerk).get(f"cases/{case.pk}/papers/"), 404, "not_found")


def test_a_units_program_takes_the_papers_of_its_own_part(town, at):
    leg = world.lead_of(world.closed(town, at))
    unit = Api(at.clerk, scopes=[P.CASE_VIEW, P.CASE_UNIT])
    assert [one["kind"] for one in unit.get(f"case-legs/{leg.pk}/papers/").json()] == ["given", "answered"]
    assert at.unit.name in text_of(unit.get(f"case-legs/{leg.pk}/papers/given/docx/"))
    assert_error(unit.get(f"case-legs/{leg.pk}/papers/passed/pdf/"), 404, "not_found")
    assert_error(Api(town.secretary).get(f"case-legs/{leg.pk}/papers/"), 404, "not_found")  # it has those of the case
    assert_error(Api(world.department(town, "住建局").clerk).get(f"case-legs/{leg.pk}/papers/"), 404, "not_found")
