"""A resident without an account books a room on the phone in four taps and three fields; the desk sees the room's month and decides."""

import pytest
from playwright.sync_api import expect

from cocon.models import Booking
from cocon.venues.models.rooms import RoomEcho
from cocon.venues.services.receipts import page_of
from tests.browser import faults, sign_in
from tests.cocon.venues.makers import PHONE, at, booked, day, room

COUNTS = """
    addEventListener("click", (said) => said.isTrusted && (sessionStorage.taps = Number(sessionStorage.taps || 0) + 1), true)
    addEventListener("input", (said) => sessionStorage.fields = `${sessionStorage.fields || ""} ${said.target.name}`, true)
"""
MOST = (4, 3)  # taps and fields


def counted(page) -> tuple[int, int]:
    """How often the person tapped and how many fields they filled in, over all pages since `COUNTS` was added."""
    taps, fields = page.evaluate("[Number(sessionStorage.taps || 0), sessionStorage.fields || '']")
    return taps, len(set(fields.split()))


def fill_in(phone) -> None:
    phone.get_by_label("用途").fill("合唱排练")
    phone.get_by_label("联系人").fill("王女士")
    phone.get_by_label("手机号").fill(PHONE)


@pytest.fixture
def lent(committed_town):
    """A room of 东园社区 with something booked already."""
    made = room(committed_town, hours="每天 8:00-21:00")
    booked(committed_town, made, 14, 16, phone="13900009999")
    return made


def test_a_resident_books_a_room_and_gives_it_up(lent, committed_town, phone):
    """From the community's page of venues to the receipt in four taps and three fields."""
    phone.add_init_script(COUNTS)
    phone.goto(f"/venues/?community={committed_town.east.pk}")
    assert faults(phone) == []
    phone.get_by_role("link", name="活动室").tap()  # 1
    wanted = day()
    phone.locator(f'.day-chips a[href$="{wanted}"]').tap()  # 2
    expect(phone.get_by_role("heading", name=f"{wanted.month}月{wanted.day}日")).to_be_visible()
    assert faults(phone) == []
    phone.get_by_role("link", name="9:00", exact=False).first.tap()  # 3
    fill_in(phone)
    assert faults(phone) == []
    phone.get_by_role("button", name="提交预约").tap()  # 4
    expect(phone.get_by_role("heading", name="预约成功")).to_be_visible()
    assert counted(phone) == MOST
    assert faults(phone) == []
    assert Booking.objects.get(starts_at=at(9)).door == "web"
    phone.get_by_text("取消预约").tap()
    phone.get_by_role("button", name="确认取消").tap()
    expect(phone.get_by_role("heading", name="已取消")).to_be_visible()


def test_from_the_sign_on_the_door_it_is_a_tap_less(lent, phone):
    phone.add_init_script(COUNTS)
    phone.goto(f"/venues/rooms/{lent.pk}/")
    phone.locator(f'.day-chips a[href$="{day()}"]').tap()
    phone.get_by_role("link", name="9:00", exact=False).first.tap()
    fill_in(phone)
    phone.get_by_role("button", name="提交预约").tap()
    expect(phone.get_by_role("heading", name="预约成功")).to_be_visible()
    assert counted(phone) == (3, 3)


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


def test_the_desk_sees_the_same_on_the_phone(lent, committed_town, phone):
    sign_in(phone, "jifen")
    for page in (f"month/?day={day()}", f"month/?view=week&day={day()}", f"door/?day={day()}", "series/"):
        phone.goto(f"/rooms/{lent.pk}/{page}")
        expect(phone.get_by_role("heading", level=1)).to_be_visible()
        assert faults(phone) == [], page
    for page in ("", f"{committed_town.east.pk}/change/"):
        phone.goto(f"/desk/cocon/communityspace/{page}")
        expect(phone.get_by_text("用房与生活圈").first).to_be_visible()
        assert faults(phone) == [], page


def test_the_desk_approves_one_and_is_shown_its_rivals(committed_town, desktop):
    asked = room(committed_town, name="多功能厅", asks_approval=True)
    one, other = booked(committed_town, asked, 9, 11), booked(committed_town, asked, 10, 12, phone="13900009999")
    sign_in(desktop, "jifen")
    desktop.goto(f"/desk/cocon/booking/{one.pk}/change/")
    desktop.get_by_role("link", name="同意").click()
    expect(desktop.get_by_text("同一时段另有1条申请")).to_be_visible()
    assert faults(desktop) == []
    desktop.get_by_role("button", name="同意").click()
    expect(desktop.get_by_text("已同意，预约生效").first).to_be_visible()
    desktop.goto(page_of(other))
    expect(desktop.get_by_role("heading", name="没有通过")).to_be_visible()
    expect(desktop.get_by_role("heading", name="可以改约")).to_be_visible()
    assert faults(desktop) == []


def test_a_place_comes_free_is_taken_used_and_rated_and_who_was_refused_is_called(committed_town, phone, desktop):
    lent = room(committed_town)
    held, waiting = booked(committed_town, lent), booked(committed_town, lent, phone="13900009999", waits=True)
    sign_in(desktop, "jifen")
    desktop.goto(f"/desk/cocon/booking/{held.pk}/change/")
    desktop.get_by_role("link", name="取消预约").click()
    desktop.get_by_label("取消原因").fill("当天有社区活动")
    desktop.get_by_role("button", name="取消预约").click()
    desktop.goto("/desk/")
    assert faults(desktop) == []
    desktop.get_by_role("link", name="预约结果待告知").click()
    desktop.get_by_role("link", name="已取消").click()
    desktop.get_by_role("link", name="登记已告知").click()
    assert faults(desktop) == []
    desktop.get_by_role("button", name="登记已告知").click()
    expect(desktop.get_by_text("已登记，不再列为待告知").first).to_be_visible()
    desktop.goto("/desk/")
    expect(desktop.get_by_role("link", name="轮到候补待告知")).to_be_visible()
    expect(desktop.get_by_role("link", name="预约结果待告知")).to_have_count(0)

    phone.goto(page_of(waiting))
    assert faults(phone) == []
    phone.get_by_role("button", name="接受这个时段").tap()
    expect(phone.get_by_role("heading", name="预约成功")).to_be_visible()
    Booking.objects.filter(pk=waiting.pk).update(starts_at=at(9, -1), ends_at=at(11, -1))
    desktop.goto(f"/desk/cocon/booking/{waiting.pk}/change/")
    desktop.get_by_role("link", name="登记到场").click()
    desktop.get_by_role("button", name="登记到场").click()
    expect(desktop.get_by_text("已登记到场").first).to_be_visible()
    phone.goto(page_of(waiting))
    assert faults(phone) == []
    phone.get_by_role("button", name="满意", exact=True).tap()
    expect(phone.get_by_text("谢谢您的评价，不记姓名。")).to_be_visible()
    assert RoomEcho.objects.get(room=lent).good == 1
