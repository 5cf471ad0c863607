"""Units report in: filed by their clerk or by the community, accepted with a receipt; nobody else sees them."""

import re
from io import BytesIO

import docx
import pytest
from django.test import Client
from django.utils import timezone

from orgtree.acts import make, perform, perform_one
from orgtree.choices import InstitutionKind, PostKind
from orgtree.days.rules.periods import Period
from orgtree.declare import Window, registry
from orgtree.models import AccessLog
from orgtree.people.services.people import appoint, create_user
from orgtree.units.services.institutions import create_institution
from tests.volunteers.people import accepted
from tests.volunteers.refusals import refused
from tests.walk import text_of
from volunteers.choices import ConsentPurpose, UnitReportInState
from volunteers.members.rules.unit_names import normal_unit_name
from volunteers.members.services.unit_links import link_units, unit_matches
from volunteers.members.services.unit_members import whereabouts
from volunteers.members.services.unit_report_ins import (
    unit_report_ins,
)
from volunteers.models import Member, UnitReportIn

pytestmark = pytest.mark.django_db
LIST = "/desk/volunteers/unitreportin/"
S = UnitReportInState


def unit_with_clerk(town, name: str, area=None):
    """(unit, its clerk)"""
    unit = create_institution(name=name, kind=InstitutionKind.SCHOOL, area=area or town.street, by=None)
    clerk = create_user(account=f"danwei-{unit.pk}", name=f"{name}书记", home=town.district, by=None)
    appoint(holder_id=clerk.pk, kind=PostKind.UNIT_ORG, institution=unit, by=None)
    return unit, clerk


@pytest.fixture
def school(town):
    return unit_with_clerk(town, "第一中学")


@pytest.fixture
def hospital(town):
    return unit_with_clerk(town, "第二医院")


def filed(unit, community, by, **changes) -> UnitReportIn:
    fields = {
        "party_org": "第一中学党支部",
        "head": "赵试",
        "liaison": "钱试",
        "phone": "19900001111",
        "members_count": 32,
    }
    return make(unit_report_ins, "file", unit=unit, community=community, by=by, **fields | changes).row


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_clerk_files_and_the_community_accepts_with_a_numbered_receipt(town, school):
    unit, clerk = school
    rows = [filed(unit, community, clerk) for community in (town.east, town.west)]
    for row, by in zip(rows, (town.secretary, town.west_secretary), strict=True):
        assert perform(unit_report_ins, "accept", ids=[row.pk], by=by).done == 1
    numbers = list(UnitReportIn.objects.order_by("pk").values_list("receipt_number", flat=True))
    assert numbers == [f"{timezone.localdate().year}-370702001-000{n}" for n in (1, 2)]  # one series for the street


def test_once_at_a_time_in_one_community(town, school):
    unit, clerk = school
    first = filed(unit, town.east, clerk)
    with refused("already_live", "community"):
        filed(unit, town.east, clerk, head="孙试")
    perform_one(unit_report_ins, "end", pk=first.pk, reason="单位迁走", by=clerk)
    assert filed(unit, town.east, clerk).state == S.SUBMITTED


def test_the_community_files_for_units_of_its_street_and_no_other(town, school):
    unit, _ = school
    assert filed(unit, town.east, town.clerk).filed_by == town.clerk
    far, _ = unit_with_clerk(town, "北关小学", town.other_street)
    with refused("not_found", "unit"):
        filed(far, town.east, town.clerk)
    with refused("not_found", "community"):
        filed(unit, town.west, town.clerk)


def test_a_clerk_files_for_no_other_unit_and_decides_nothing(town, school, hospital):
    unit, clerk = school
    with refused("not_found", "unit"):
        filed(hospital[0], town.east, clerk)
    row = filed(unit, town.east, clerk)
    assert perform(unit_report_ins, "accept", ids=[row.pk], by=clerk).done == 0
    with refused("not_found"):
        perform_one(unit_report_ins, "return", pk=row.pk, reason="不行", by=clerk)
    with refused("not_found"):
        perform_one(unit_report_ins, "end", pk=row.pk, reason="不行", by=hospital[1])


def test_returned_with_a_reason_and_handed_in_again(town, school):
    unit, clerk = school
    row = filed(unit, town.east, clerk)
    perform_one(unit_report_ins, "return", pk=row.pk, reason="请补充联络员", by=town.secretary)
    again = perform_one(unit_report_ins, "resubmit", pk=row.pk, liaison="孙试", by=clerk)
    assert (again.state, again.liaison, again.head, again.return_reason) == (S.SUBMITTED, "孙试", "赵试", "")
    with refused("wrong_state"):
        perform_one(unit_report_ins, "resubmit", pk=row.pk, liaison="李试", by=clerk)


def test_the_contact_is_sealed_at_rest(town, school):
    from django.db import connection

    row = filed(school[0], town.east, school[1])
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM volunteers_unitreportin WHERE id = %s", [row.pk])
        assert "19900001111" not in cursor.fetchone()[0]
    assert UnitReportIn.objects.get().masked_phone == "199****1111"


# --- The desk ---------------------------------------------------------------------------------------------------------


def test_each_side_sees_its_own(town, school, hospital):
    filed(school[0], town.east, school[1])
    sees = {user: "第一中学" in text_of(signed_in(user).get(LIST)) for user in (school[1], town.secretary)}
    assert all(sees.values())
    for stranger in (hospital[1], town.west_secretary, town.north_secretary):
        assert "第一中学党支部" not in text_of(signed_in(stranger).get(LIST))
        assert signed_in(stranger).get(f"{LIST}{UnitReportIn.objects.get().pk}/change/").status_code == 404


def test_the_clerk_files_on_the_page(town, school):
    client = signed_in(school[1])
    page = text_of(client.get(f"{LIST}add/"))
    assert "联络员" in page
    body = {"unit": school[0].pk, "community": town.east.pk, "party_org": "一中支部", "head": "赵", "liaison": "钱"}
    client.post(f"{LIST}add/", body | {"phone": "", "members_count": 3, "services": "义诊"})
    assert UnitReportIn.objects.get().services == "义诊"
    again = client.post(f"{LIST}add/", body | {"phone": "", "members_count": 3, "services": ""})
    assert "该单位已在这个社区报到" in text_of(again)


def test_the_receipt_is_printed_by_both_sides_only(town, school, hospital):
    row = filed(school[0], town.east, school[1], services="法律咨询<b>")
    address = f"{LIST}{row.pk}/receipt.docx"
    assert signed_in(town.secretary).get(address).status_code == 404  # nothing to receipt yet
    perform(unit_report_ins, "accept", ids=[row.pk], by=town.secretary)
    for user in (school[1], town.secretary):
        reply = signed_in(user).get(address)
        paper = docx.Document(BytesIO(reply.content))
        assert "法律咨询<b>" in [cell.text for row in paper.tables[0].rows for cell in row.cells]
        assert paper.paragraphs[1].text == f"编号：{UnitReportIn.objects.get().receipt_number}"
    for stranger in (hospital[1], town.west_secretary):
        assert signed_in(stranger).get(address).status_code == 404


def test_the_list_asks_a_fixed_number_of_questions(town, school, django_assert_max_num_queries):
    for number in range(12):
        unit, _ = unit_with_clerk(town, f"单位{number}")
        filed(unit, town.east, town.clerk)
    client = signed_in(town.secretary)
    client.get(LIST)
    with django_assert_max_num_queries(20):
        client.get(LIST)


# --- Where members went -----------------------------------------------------------------------------------------------


def of_unit(member, unit) -> Member:
    Member.objects.filter(pk=member.pk).update(unit=unit)
    return member


def test_whereabouts_are_counts_and_names_by_consent(town, school, hospital):
    both = [ConsentPurpose.REGISTRATION, ConsentPurpose.UNIT_FEEDBACK]
    of_unit(accepted(town.east, town.secretary, name="同意甲", purposes=both), school[0])
    of_unit(accepted(town.east, town.secretary, name="未同意乙"), school[0])
    of_unit(accepted(town.west, town.west_secretary, name="同意丙", purposes=both), school[0])
    of_unit(accepted(town.west, town.west_secretary, name="别家丁", purposes=both), hospital[0])
    shown = [(place.community.name, place.members, place.names) for place in whereabouts(school[0])]
    assert shown == [("东园社区", 2, ("同意甲",)), ("西园社区", 1, ("同意丙",))]
    page = text_of(signed_in(school[1]).get(f"{LIST}whereabouts/"))
    assert "同意甲" in page
    assert "1人未同意" in page
    for hidden in ("未同意乙", "别家丁", "阳光小区", "199"):
        assert hidden not in page
    Member.objects.get(name="同意甲").consents.update(withdrawn_at=timezone.now())
    assert "同意甲" not in text_of(signed_in(school[1]).get(f"{LIST}whereabouts/"))


def test_whereabouts_are_the_unit_clerks_alone(town, school):
    assert signed_in(town.secretary).get(f"{LIST}whereabouts/").status_code == 403


def test_a_units_clerk_opens_nothing_of_members(town, school):
    member = of_unit(accepted(town.east, town.secretary), school[0])
    client = signed_in(school[1])
    for address in (
        f"/desk/volunteers/member/{member.pk}/change/",
        "/desk/volunteers/member/",
        "/desk/volunteers/reportin/",
    ):
        assert client.get(address).status_code in (302, 403, 404), address
    reply = client.get("/api/v1/members/")
    assert reply.json()["results"] == []


# --- Tying written names to units -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("第一中学（本部）", "第一中学(本部)", True),
        (" 第一 中学 ", "第一中学", True),
        ("Ａ公司", "a公司", True),
        ("第一中学", "第一中学分校", False),
        ("第一中学", "第二中学", False),
    ],
)
def test_names_are_one_but_for_blanks_and_punctuation(one, other, same):
    assert (normal_unit_name(one) == normal_unit_name(other)) is same


def test_names_are_shown_first_and_tied_where_they_mean_one_unit(town, school):
    create_institution(name="重名单位", kind=InstitutionKind.OTHER, area=town.east, by=None)
    create_institution(name="重名单位", kind=InstitutionKind.OTHER, area=town.west, by=None)
    for name in ("第一中学", "第一 中学", "重名单位", "没登记的单位"):
        accepted(town.east, town.secretary, unit_name=name)
    elsewhere = accepted(town.west, town.west_secretary, unit_name="第一中学")
    shown = {match.written: match.unit and match.unit.name for match in unit_matches(by=town.clerk)}
    assert shown == {"第一中学": "第一中学", "第一 中学": "第一中学", "重名单位": None, "没登记的单位": None}
    assert link_units(names=list(shown), by=town.clerk) == 2
    assert link_units(names=list(shown), by=town.clerk) == 0
    assert Member.objects.get(pk=elsewhere.pk).unit is None  # another community's member


def test_the_page_ties_what_is_ticked(town, school):
    accepted(town.east, town.secretary, unit_name="第一 中学")
    client = signed_in(town.clerk)
    matches = text_of(client.get("/desk/volunteers/member/link-units/"))
    assert "写法略有不同" in matches
    # Each count opens to the members who wrote just that.
    for address, number in re.findall(r'href="([^"]+written=[^"]+)">(\d+)</a>', matches):
        listed = set(re.findall(r"/desk/volunteers/member/(\d+)/change/", text_of(client.get(address))))
        assert len(listed) == int(number), address
    assert "written=" in matches
    client.post("/desk/volunteers/member/link-units/", {"names": ["第一 中学"]})
    assert Member.objects.get().unit == school[0]
    assert signed_in(school[1]).get("/desk/volunteers/member/link-units/").status_code == 403


# --- Figures and the API ----------------------------------------------------------------------------------------------


def test_figures_count_pairs_and_units(town, school):
    for community, by in ((town.east, town.secretary), (town.west, town.west_secretary)):
        perform(unit_report_ins, "accept", ids=[filed(school[0], community, school[1]).pk], by=by)
    window = Window(Period.holding("M", timezone.localdate()), timezone.now())
    assert registry.figures["volunteers.unit_report_ins"].rows(window).count() == 2
    assert registry.figures["volunteers.paired_units"].rows(window).count() == 1


def test_the_api_files_and_lists_within_scope(town, school, hospital):
    client = signed_in(school[1])
    body = {"unit": school[0].pk, "community": town.east.pk, "party_org": "一中支部", "head": "赵", "liaison": "钱"}
    reply = client.post("/api/v1/unit-report-ins/", body, content_type="application/json")
    assert (reply.status_code, reply.json()["state"]) == (201, S.SUBMITTED)
    assert "phone" not in reply.json()
    body["unit"] = hospital[0].pk
    assert client.post("/api/v1/unit-report-ins/", body, content_type="application/json").status_code == 404
    assert signed_in(hospital[1]).get("/api/v1/unit-report-ins/").json()["results"] == []


def test_a_look_at_the_phone_is_recorded(town, school):
    row = filed(school[0], town.east, school[1])
    page = signed_in(town.clerk).post(f"{LIST}{row.pk}/act/reveal/", {"reason": "联系结对"})
    assert "19900001111" in text_of(page)
    assert AccessLog.objects.get(action="reveal").area == town.east
