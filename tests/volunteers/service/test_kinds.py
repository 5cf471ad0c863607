"""Kinds of service that an area keeps: offered there and below, refused elsewhere, edited by the area's keepers."""

import pytest

from orgtree.owned.services.dictionaries import save_entry
from tests.orgtree.makers import keeper
from tests.volunteers.people import accepted, logged
from tests.volunteers.refusals import refused
from volunteers.models import ServiceKind

pytestmark = pytest.mark.django_db
PAGE = "/desk/volunteers/servicekind/"


@pytest.fixture
def own_kind(town) -> ServiceKind:
    """Of the street of 东园 and 西园."""
    kind = ServiceKind(code="L01", name="龙舟赛护航", item_code="S01", area=town.street)
    return save_entry(entry=kind, by=town.organisation)


def test_it_is_offered_there_and_below(town, own_kind):
    places = (town.street, town.east, town.east_building, town.district, town.north)
    offered = {area.name: ServiceKind.objects.offered_at(area).filter(pk=own_kind.pk).exists() for area in places}
    assert offered == {"城关街道": True, "东园社区": True, "1号楼": True, "潍城区": False, "北苑社区": False}
    own_kind.is_active = False
    save_entry(entry=own_kind, by=town.organisation)
    assert not ServiceKind.objects.offered_at(town.east).filter(pk=own_kind.pk).exists()


def test_members_elsewhere_are_refused_it(town, own_kind, client):
    here, elsewhere = accepted(town.east, town.secretary), accepted(town.north, town.north_secretary)
    assert logged(here, 9, 11, kind=own_kind).kind == own_kind
    with refused("kind_elsewhere", "kind"):
        logged(elsewhere, 9, 11, kind=own_kind)
    for member, shown in ((here, True), (elsewhere, False)):
        client.force_login(member.user)
        assert ("龙舟赛护航" in client.get("/m/services/new/").content.decode()) == shown


def test_keepers_of_the_area_edit_it_and_no_others(town, own_kind, client):
    other = keeper(town.other_street, "other-street")
    own_kind.name = "改名"
    with refused("not_found", "area"):
        save_entry(entry=own_kind, by=other)
    client.force_login(other)
    assert client.post(
        f"{PAGE}{own_kind.pk}/change/", {"name": "改名", "item_code": "S01", "position": 0}
    ).status_code in (
        403,
        404,
    )
    data = {"code": "L02", "name": "北关专项", "item_code": "S01", "position": 1, "is_active": "on"}
    assert client.post(f"{PAGE}add/", data | {"area": town.other_street.pk}).url == PAGE
    assert "请选择适用区域" in client.post(f"{PAGE}add/", data | {"code": "L03", "area": ""}).content.decode()
    assert "全部地区" in client.get(PAGE).content.decode()
