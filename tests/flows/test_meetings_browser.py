"""A meeting in real Chromium: its agenda from the pool in four clicks, the roll, the wall, and the unit's phone."""

import pytest
from playwright.sync_api import expect

from cocon.meetings.choices import Presence
from cocon.models import Attendance, Topic
from tests.browser import faults, overflow, sign_in
from tests.cocon.meetings.makers import called, hands, planned, settled, step, topic
from tests.flows.test_needs_browser import Counted
from tests.town import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_agenda_from_the_pool_in_four_clicks(committed_town, desktop):
    town = committed_town
    meeting = planned(town, days=10)
    rows = [topic(town), topic(town, title="共用停车位")]
    sign_in(desktop, "dongyuan", "/desk/")
    desk = Counted(desktop)
    desk.click("link", "筹备中的会议")
    desk.click("link", meeting.title)
    desk.click("link", "列入待上会议题")
    expect(desktop.get_by_text("2个议题")).to_be_visible()
    assert faults(desktop) == []
    desk.click("button", "列入待上会议题")
    expect(desktop.get_by_text("已列入议程")).to_be_visible()
    assert desk.clicks <= 4
    assert [item.topic_id for item in meeting.items.all()] == [row.pk for row in rows]
    assert set(Topic.objects.values_list("state", flat=True)) == {"set"}


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_the_roll_and_the_wall(committed_town, request, size):
    town, page = committed_town, request.getfixturevalue(size)
    settled(town)
    meeting = called(town)
    step(town, meeting, "start")
    sign_in(page, "dongyuan")
    page.goto(f"/desk/cocon/meeting/{meeting.pk}/change/")
    page.get_by_role("link", name="点名").first.click()
    page.locator("#action-toggle").check()
    page.locator("#changelist-actions select[name=action]").select_option(label="所选到会")
    page.get_by_role("button", name="执行").click()
    expect(page.get_by_text("已记为到会")).to_be_visible()
    assert faults(page) == []
    assert set(Attendance.objects.filter(meeting=meeting).values_list("state", flat=True)) == {Presence.PRESENT}
    page.goto(f"/desk/cocon/meeting/{meeting.pk}/wall/")
    expect(page.get_by_role("heading", name="上次议定事项").first).to_be_visible()
    assert overflow(page) == 0


def test_a_unit_reads_the_agenda_on_the_phone(committed_town, phone):
    town = committed_town
    clerk, _ = hands(town)
    clerk.set_password(PASSWORD)
    clerk.save(update_fields=["password"])
    meeting = called(town)
    row = Attendance.objects.get(meeting=meeting)
    sign_in(phone, clerk.account)
    phone.goto(f"/u/meetings/{row.pk}/")
    expect(phone.get_by_text(meeting.place)).to_be_visible()
    assert faults(phone) == []
