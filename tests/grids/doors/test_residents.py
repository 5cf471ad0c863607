"""The page of a community for residents: everything that needs no account, nobody named, nothing kept of who reads it."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from orgtree.declare import registry
from tests.assessments.surveys.makers import opened as open_survey
from tests.cocon.venues.makers import room
from tests.grids.staff.makers import agreed, published
from tests.volunteers.gatherings import announced

pytestmark = pytest.mark.django_db
TITLES = ["有事找社区", "用社区的场地", "近期活动", "正在问大家", "我住的网格", "核对证书"]


def read(address: str) -> str:
    reply = Client().get(address)
    assert reply.status_code == 200, address
    return reply.content.decode()


def test_it_leads_to_all_that_a_resident_may_do_and_each_way_is_open(town):
    room(town)
    announced(town.east, town.clerk)
    open_survey(town)
    published(town)
    page = read(f"/c/{town.east.code}/")
    places = [page.find(f">{title}<") for title in TITLES]
    assert -1 not in places
    assert places == sorted(places)
    for address in set(re.findall(r'<a class="leads" href="([^"]+)"', page)) - {"/m/"}:
        read(address.replace("&amp;", "&"))


def test_what_a_community_does_not_have_is_left_out(town):
    page = read(f"/c/{town.west.code}/")
    assert ">有事找社区<" in page
    assert not any(f">{title}<" in page for title in TITLES[1:5])


def test_it_names_nobody_sets_no_cookie_and_runs_no_script(town):
    """Persons stand on a grid's card by their own consent, never on this page."""
    room(town)
    announced(town.east, town.clerk)
    published(town)
    served = agreed(town)
    reply = Client().get(f"/c/{town.east.code}/")
    page = reply.content.decode()
    assert served.holder not in page
    assert not reply.cookies
    assert not Session.objects.exists()
    assert not re.search("<script|http-equiv", page)
    assert {"og:title", "og:description"} <= set(re.findall(r'property="([^"]+)"', page))


@pytest.mark.parametrize("code", ["nothing", "east_grid", "street"])
def test_only_a_community_has_one(town, code):
    assert Client().get(f"/c/{getattr(getattr(town, code, None), 'code', code)}/").status_code == 404


def test_it_is_found_by_name_and_its_sign_hangs_at_the_door(town):
    assert f'href="?community={town.east.pk}"' in read(f"/c/?q={town.east.name}")
    assert Client().get(f"/c/?community={town.east.pk}")["Location"] == f"/c/{town.east.code}/"
    assert f"/c/{town.east.code}/qr.svg" in read(f"/c/{town.east.code}/sign/")
    assert Client().get(f"/c/{town.east.code}/qr.svg")["Content-Type"] == "image/svg+xml"
    assert 'href="/c/"' in read("/login/")


def test_it_asks_each_noun_once(town, django_assert_max_num_queries):
    """However much there is of each."""
    for name in ("活动室", "会议室"):
        room(town, name=name)
        announced(town.east, town.clerk)
    published(town)
    with django_assert_max_num_queries(len(registry.doors) + 3):
        Client().get(f"/c/{town.east.code}/")
