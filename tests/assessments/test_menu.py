"""Pages of 评议 whose address lies under no tab's say at which list they stand in the menu."""

import pytest
from django.contrib import admin
from django.urls import resolve

from orgtree.desk.menu import Here, shown_places
from tests.orgtree.desk.test_menu import asking

pytestmark = pytest.mark.django_db

PAGES = {
    "/schemes/1/": "方案",
    "/schemes/1/trial/": "方案",
    "/votes/1/batch/": "投票",
    "/a/rounds/1/committee/": "结果",
    "/a/rounds/1/to-mend/": "整改",
    "/surveys/1/places/": "满意度",
    "/surveys/1/phone/": "满意度",
    "/surveys/1/paper/": "满意度",
    "/surveys/paper/1/": "满意度",
    "/reviews/1/roll/": "评议党员",
    "/reviews/1/votes/": "评议党员",
    "/reviews/1/decide/": "评议党员",
    "/trainings/1/roll/": "示范与培训",
}


def tabs_on(user) -> dict[str, str]:
    """The tab that each page highlights in the viewer's menu; "" for none."""
    found = {}
    for address in PAGES:
        request = asking(user, address)
        request.resolver_match = resolve(address)
        places = [one for one in shown_places(admin.site, request) if one.is_active]
        assert [one.place.label for one in places] in ([], ["评议"]), address
        found[address] = next((tab.label for one in places for tab in one.row if tab.is_active), "")
    return found


def test_pages_without_an_address_of_a_list_are_highlighted_in_the_menu(town, monkeypatch):
    assert tabs_on(town.street_secretary) == PAGES
    asked = []
    monkeypatch.setattr("orgtree.desk.menu._where_it_says", lambda site, request: asked.append(request.path) or Here())
    assert set(tabs_on(town.street_secretary).values()) == {""}
    assert asked == [*PAGES]
