"""Wishes in real Chromium, at both sizes: a unit's clerk and a team's leader take one on and say that it is done."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from cocon.models import Wish
from tests.browser import faults, sign_in
from tests.cocon.needs.world import paired_unit
from tests.cocon.wishes.makers import led_team
from tests.cocon.wishes.test_wishes import PHONE, wish
from tests.flows.test_member_phone import NUMBER
from tests.flows.test_needs_browser import Counted, to_unit
from tests.volunteers.people import accepted

pytestmark = pytest.mark.django_db(transaction=True)
PICTURES = os.environ.get("PICTURES")  # a folder, for whoever wants to look


def picture(page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES, f"{name}.png"), full_page=True)


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_unit_takes_on_a_wish(committed_town, size, request):
    page, around = request.getfixturevalue(size), paired_unit(committed_town)
    wish(committed_town, phone=PHONE)
    to_unit(page, around)
    page.goto("/u/wishes/")
    picture(page, f"unit-wishes-{size}")
    assert faults(page) == []
    hand = Counted(page)
    hand.click("link", Wish.objects.get().title)
    expect(page.get_by_role("button", name="认领").first).to_be_visible()
    assert faults(page) == []
    picture(page, f"unit-wish-{size}")
    hand.click("button", "认领")
    expect(page.get_by_text("已认领").first).to_be_visible()
    assert (hand.clicks, Wish.objects.get().unit) == (2, around.unit)
    picture(page, f"unit-wish-held-{size}")
    assert faults(page) == []


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_leader_takes_on_a_wish_in_the_name_of_the_team(committed_town, size, request):
    page, town = request.getfixturevalue(size), committed_town
    member = accepted(town.east, town.secretary, phone=NUMBER)
    led_team(town, member)
    wish(town)
    sign_in(page, NUMBER)
    page.goto("/m/wishes/")
    assert faults(page) == []
    page.get_by_role("link", name=Wish.objects.get().title).first.click()
    expect(page.get_by_text("服务队").first).to_be_visible()
    assert faults(page) == []
    picture(page, f"leader-wish-{size}")
