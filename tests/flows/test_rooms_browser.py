"""A resident without an account books a room on the phone in four taps and three fields; the desk sees it in the room's month."""

import pytest
from playwright.sync_api import expect

from cocon.models import Booking
from tests.browser import faults
from tests.cocon.venues.makers import PHONE, at, booked, day, room
from tests.flows.test_tree_desk import sign_in


@pytest.fixture
def lent(committed_town):
    """A room of 东园社区 with something booked already."""
    made = room(committed_town, hours="每天 8:00-21:00")
    booked(committed_town, made, 14, 16, phone="13900009999")
    return made


def test_a_resident_books_a_room_and_gives_it_up(lent, committed_town, phone):
    phone.goto(f"/venues/?community={committed_town.east.pk}")
    assert faults(phone) == []
    phone.get_by_role("link", name="活动室").tap()  # 1
    wanted = day()
    phone.locator(f'.day-chips a[href$="{wanted}"]').tap()  # 2
    expect(phone.get_by_role("heading", name=f"{wanted.month}月{wanted.day}日")).to_be_visible()
    assert faults(phone) == []
    phone.get_by_role("link", name="9:00", exact=False).first.tap()  # 3
    phone.get_by_label("用途").fill("合唱排练")
    phone.get_by_label("联系人").fill("王女士")
    phone.get_by_label("手机号").fill(PHONE)
    assert faults(phone) == []
    phone.get_by_role("button", name="提交预约").tap()  # 4
    expect(phone.get_by_role("heading", name="预约成功")).to_be_visible()
    assert faults(phone) == []
    assert Booking.objects.get(starts_at=at(9)).door == "web"
    phone.get_by_text("取消预约").tap()
    phone.get_by_role("button", name="确认取消").tap()
    expect(phone.get_by_role("heading", name="已取消")).to_be_visible()


def test_the_desk_sees_a_month_and_a_week(lent, desktop):
    sign_in(desktop, "jifen")
    desktop.goto(f"/rooms/{lent.pk}/month/?day={day()}")
    expect(desktop.get_by_role("link", name="14:00-16:00")).to_be_visible()
    assert faults(desktop) == []
    desktop.get_by_role("link", name="按周看").click()
    expect(desktop.get_by_role("link", name="14:00-16:00")).to_be_visible()
    assert faults(desktop) == []
    desktop.goto(f"/rooms/{lent.pk}/door/?day={day()}")
    assert faults(desktop) == []
    desktop.goto(f"/rooms/{lent.pk}/series/")
    assert faults(desktop) == []
