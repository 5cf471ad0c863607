"""The desk's pages of party organisations and units."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from orgtree.models import Institution, PartyOrg
from orgtree.units.services.institutions import create_institution
from orgtree.units.services.party import create_party_org

pytestmark = pytest.mark.django_db

ORGS = "/desk/orgtree/partyorg/"
UNITS = "/desk/orgtree/institution/"


def page(reply):
    assert reply.status_code == 200
    return reply.content.decode()


def act(row, key):
    return reverse(f"admin:orgtree_{row._meta.model_name}_act", args=[row.pk, key])


@pytest.fixture
def as_street(client, town):
    client.force_login(town.street_secretary)
    return client


@pytest.fixture
def orgs(town):
    today = timezone.localdate()

    def org(parent, kind, name, area, ends=None):
        ends = ends and today + timedelta(days=ends)
        return create_party_org(
            parent_id=parent and parent.pk, kind=kind, name=name, area=area, term_ends_on=ends, by=None
        )

    street = org(None, "work_committee", "城关街道党工委", town.street)
    east = org(street, "committee", "东园社区党委", town.east, ends=90)
    west = org(street, "committee", "西园社区党委", town.west, ends=-1)
    branch = org(east, "branch", "东园一支部", town.east_grid, ends=1000)
    return {"street": street, "east": east, "west": west, "branch": branch}


def test_the_list_is_a_tree_with_terms(as_street, orgs, django_assert_max_num_queries):
    as_street.get(ORGS)
    with django_assert_max_num_queries(14):
        text = page(as_street.get(ORGS))
    names = ["城关街道党工委", "东园社区党委", "东园一支部", "西园社区党委"]
    places = [text.index(name) for name in names]
    assert places == sorted(places)
    assert "org-level-2" in text
    assert text.count("term-near") == text.count("term-over") == 1


@pytest.mark.parametrize(("term", "shown"), [("near", "东园社区党委"), ("over", "西园社区党委")])
def test_filter_by_term(as_street, orgs, term, shown):
    text = page(as_street.get(ORGS, {"term": term}))
    assert shown in text
    assert "城关街道党工委" not in text


def test_a_neighbour_sees_none_of_them(client, town, orgs):
    client.force_login(town.north_secretary)
    assert "东园社区党委" not in page(client.get(ORGS))
    assert client.get(f"{ORGS}{orgs['east'].pk}/change/").status_code == 404


def test_added_moved_and_dissolved(as_street, town, orgs):
    reply = as_street.post(
        f"{ORGS}add/",
        {"parent": orgs["branch"].pk, "kind": "group", "name": "一组", "area": town.east_grid.pk, "institution": ""}
        | {"founded_on": "2026-01-01", "term_ends_on": ""},
    )
    assert reply.status_code == 302
    group = PartyOrg.objects.get(name="一组")
    as_street.post(act(orgs["branch"], "move"), {"parent": orgs["west"].pk})
    assert PartyOrg.objects.get(pk=group.pk).get_ancestors().filter(name="西园社区党委").exists()
    refused = page(as_street.post(act(orgs["branch"], "dissolve"), {"dissolved_on": ""}))
    assert "还有未撤销的下级党组织" in refused
    as_street.post(act(group, "dissolve"), {"dissolved_on": ""})
    assert PartyOrg.objects.get(pk=group.pk).dissolved_on == timezone.localdate()


def test_a_kind_that_cannot_stand_there_is_said_at_its_field(as_street, town, orgs):
    text = page(
        as_street.post(
            f"{ORGS}add/",
            {"parent": orgs["street"].pk, "kind": "group", "name": "一组", "area": town.east.pk, "institution": ""},
        )
    )
    assert "不能隶属于所选上级" in text
    assert not PartyOrg.objects.filter(name="一组").exists()


def unit(town, **changes):
    values = {"name": "东园小学", "kind": "school", "uscc": "91350100M000100Y43", "area": town.east.pk, "superior": ""}
    return values | changes


def test_a_unit_is_entered_found_by_code_and_closed(as_street, town):
    assert as_street.post(f"{UNITS}add/", unit(town)).status_code == 302
    school = Institution.objects.get(name="东园小学")
    assert "东园小学" in page(as_street.get(UNITS, {"q": "91350100m"}))
    as_street.post(act(school, "close"), {"closed_on": ""})
    assert Institution.objects.get(pk=school.pk).closed_on == timezone.localdate()
    assert "东园小学已注销" in page(as_street.get(UNITS, {"closed": "no"}))
    assert "东园小学" not in page(as_street.get(UNITS, {"closed": "no"}))


def test_a_wrong_credit_code_is_said_in_chinese_at_its_field(as_street, town):
    text = page(as_street.post(f"{UNITS}add/", unit(town, uscc="91350100M000100Y44")))
    assert "统一社会信用代码不正确，应为18位且校验位相符" in text
    assert not Institution.objects.exists()


def test_units_of_others_cannot_be_changed(client, town):
    bureau = create_institution(name="教育局", kind="authority", area=town.district, by=None)
    client.force_login(town.street_secretary)
    assert client.get(f"{UNITS}{bureau.pk}/change/").status_code == 404
    assert client.post(act(bureau, "close")).status_code == 404
