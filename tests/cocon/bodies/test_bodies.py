"""Bodies and seats through their services and pages: who may, how many, until when, and what follows."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from cocon.bodies.choices import SeatRole, SeatState
from cocon.bodies.declared.measures import in_being, in_office
from cocon.bodies.services.bodies import body_acts, gaps_of, seat_acts
from cocon.models import Body, BodyKind, Seat
from orgtree.acts import make, perform, perform_one
from orgtree.choices import AreaKind, PostKind
from orgtree.days.rules.periods import Period
from orgtree.declare import Window
from orgtree.models import ActStep
from orgtree.people.services.people import appoint, create_user
from orgtree.tree.services.tree import create_area
from tests.cocon.bodies.makers import founded, held, proposed, unit
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db


def window() -> Window:
    return Window(Period.holding("M", timezone.localdate()), timezone.now())


def test_a_body_is_founded_once_and_called_after_its_area(town):
    body = founded(town)
    assert body.name == "东园社区大党委"
    again = make(body_acts, "found", area=town.east, kind=body.kind, name="", founded_on=None, by=town.secretary)
    assert (again.row, again.is_new) == (body, False)
    with refused("name", "name"):
        make(body_acts, "found", area=town.east, kind=body.kind, name="", founded_on=None, by=town.street_secretary)
    assert Body.objects.count() == 1
    assert [step.act for step in ActStep.objects.of("cocon.body", body.pk)] == ["found"]


def test_only_where_one_manages(town):
    kind = BodyKind.objects.get(code="party")
    for stranger in (town.west_secretary, town.organisation, town.grid_worker):
        with refused("not_found", "area"):
            make(body_acts, "found", area=town.east, kind=kind, name="", founded_on=None, by=stranger)
    kind.area = town.other_street
    kind.save()
    with refused("not_found", "kind"):  # kept by another street, it is not offered here
        make(body_acts, "found", area=town.east, kind=kind, name="", founded_on=None, by=town.secretary)


def test_a_seat_goes_from_the_community_over_the_street_to_the_department(town):
    seat = proposed(town, holder="孙试", title="城关小学校长")
    assert (seat.state, seat.until) == (SeatState.PROPOSED, seat.until)
    assert not Seat.objects.in_office_on(timezone.localdate()).exists()
    outcome = perform(seat_acts, "approve", ids=[seat.pk], by=town.secretary)
    assert outcome.done == 0  # the community has no say in it
    perform(seat_acts, "approve", ids=[seat.pk], by=town.street_secretary)
    assert Seat.objects.in_office_on(timezone.localdate()).get() == seat
    perform(seat_acts, "file", ids=[seat.pk], by=town.organisation)
    seat.refresh_from_db()
    assert seat.filed_by == town.organisation
    again = perform(seat_acts, "file", ids=[seat.pk], by=town.admin)
    assert again.done == 0


def test_nobody_approves_what_they_proposed(town):
    seat = proposed(town, role=SeatRole.FULL, institution=None, by=town.street_secretary)
    with refused("own_record"):
        perform_one(seat_acts, "approve", pk=seat.pk, by=town.street_secretary)


def test_a_second_tap_finds_the_first_seat(town):
    assert proposed(town, holder="孙试") == proposed(town, holder="孙试")
    with refused("holder", "holder"):
        proposed(town, holder=" 孙 试", role=SeatRole.HEAD)
    assert Seat.objects.count() == 1


def test_the_tenth_part_time_member_and_the_twelfth_of_all_are_refused(town):
    for _ in range(9):
        proposed(town)
    with refused("full", "role"):
        proposed(town)
    for role in (SeatRole.HEAD, SeatRole.FULL):
        proposed(town, role=role, institution=None)
    with refused("full", "role"):
        proposed(town, role=SeatRole.DEPUTY, institution=None)
    Seat.objects.filter(role=SeatRole.PART).first().delete()
    proposed(town)  # control: a place that is free again is given


def test_a_part_time_member_comes_from_a_unit_of_the_district(town):
    with refused("institution", "institution"):
        proposed(town, institution=None)
    beyond = create_area(parent_id=town.city.pk, kind=AreaKind.DISTRICT, code="370703000000", name="寒亭区", by=None)
    far = unit(town, "寒亭医院")
    far.area = beyond
    far.save()
    with refused("not_found", "institution"):
        proposed(town, institution=far)


def test_terms_end_by_themselves_and_are_shown(town):
    seat = held(town)
    with time_machine.travel(timezone.now() + timedelta(days=(seat.until - timezone.localdate()).days), tick=False):
        assert Seat.objects.in_office_on(timezone.localdate()).count() == 1  # the last day counts
        assert Seat.objects.ending(timezone.localdate()).count() == 1
        assert not Seat.objects.over(timezone.localdate()).exists()
    with time_machine.travel(timezone.now() + timedelta(days=(seat.until - timezone.localdate()).days + 1), tick=False):
        assert not Seat.objects.in_office_on(timezone.localdate()).exists()
        assert Seat.objects.over(timezone.localdate()).get() == seat
        assert not Seat.objects.taking(timezone.localdate()).exists()  # the place is free


def test_the_figures_count_who_is_in_office(town):
    seat = held(town)
    proposed(town)
    founded(town, "joint")
    assert [row.pk for row in in_office(window())] == [seat.pk]
    assert in_being(window()).filter(kind__is_coordination=True).count() == 1
    perform_one(body_acts, "end", pk=seat.body_id, by=town.secretary, ended_on=None, reason="合并")
    assert in_being(window()).filter(kind__is_coordination=False).count() == 0
    states = set(Seat.objects.values_list("state", flat=True))
    assert states == {SeatState.ENDED, SeatState.WITHDRAWN}


def test_a_body_says_what_is_missing(town):
    body = founded(town)
    assert gaps_of(body) == ["还差9名", "兼职委员还差7名"]
    assert Body.objects.short_of_seats(timezone.localdate()).get() == body
    for _ in range(7):
        held(town)
    for role in (SeatRole.HEAD, SeatRole.FULL):
        held(town, role=role, institution=None)
    assert gaps_of(body) == []
    assert not Body.objects.short_of_seats(timezone.localdate()).exists()


def test_the_department_reads_no_names_and_the_unit_reads_its_own(town):
    seat, other = held(town, holder="孙试"), held(town, holder="周试", institution=unit(town, "城关医院"))
    page = signed_in(town.organisation).get("/desk/cocon/seat/").content.decode()
    assert "城关小学" in page
    assert "孙试" not in page
    clerk = create_user(account="wenshu", name="文书", password=None, home=town.district, by=None)
    appoint(holder_id=clerk.pk, kind=PostKind.UNIT_ORG, institution=seat.institution, by=None)
    page = signed_in(clerk).get("/u/").content.decode()
    assert "孙试" in page
    assert "周试" not in page
    assert signed_in(clerk).get(f"/desk/cocon/seat/{other.pk}/change/").status_code == 404


def test_from_the_form_to_the_roster(town):
    desk = signed_in(town.secretary)
    kind = BodyKind.objects.get(code="party")
    reply = desk.post("/desk/cocon/body/add/", {"area": town.east.pk, "kind": kind.pk, "name": "", "founded_on": ""})
    assert reply.status_code == 302
    body = Body.objects.get()
    said = {"role": "part", "holder": "孙试", "institution": "", "title": "", "since": ""}
    page = desk.post(f"/desk/cocon/body/{body.pk}/act/propose/", said | {"until": ""}).content.decode()
    assert "请填写兼职委员所在单位" in page
    desk.post(f"/desk/cocon/body/{body.pk}/act/propose/", said | {"institution": unit(town).pk, "until": ""})
    assert Seat.objects.get().holder == "孙试"
    assert desk.get(f"/desk/cocon/body/{body.pk}/roster.docx").status_code == 200
    for stranger in (town.west_secretary, town.organisation):
        assert signed_in(stranger).get(f"/desk/cocon/body/{body.pk}/roster.docx").status_code == 404
