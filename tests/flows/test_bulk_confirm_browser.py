"""Two hundred waiting services, confirmed and credited by a community's secretary in three clicks on a desktop."""

from django.db import transaction
from playwright.sync_api import expect

from tests.browser import sign_in
from tests.volunteers.service.test_bulk_confirm import DAYS, MEMBERS, waiting_records
from volunteers.models import PointCredit, ServiceRecord

WAITING = "/desk/volunteers/servicerecord/?state__exact=submitted"
# What a hand does in the page: presses of the mouse, and choices in a list. Kept across the sending of the form.
COUNTER = """
    const count = () => sessionStorage.setItem("done", 1 + Number(sessionStorage.getItem("done")));
    addEventListener("mousedown", count, true);
    addEventListener("change", (event) => event.target.matches("select") && count(), true);
"""


def test_two_hundred_in_three_clicks(committed_town, desktop):
    with transaction.atomic():
        ids = waiting_records(committed_town)
    assert len(ids) == MEMBERS * DAYS == 200
    page = desktop
    page.set_default_timeout(60_000)  # a list of 200 on a busy machine
    sign_in(page, committed_town.secretary.account)
    page.add_init_script(COUNTER)
    page.goto(WAITING)
    page.locator("#action-toggle").click()
    expect(page.locator("input.action-select:checked")).to_have_count(200)
    page.locator("#changelist-actions select[name=action]").select_option(label="确认所选")
    page.get_by_role("button", name="执行").click()
    expect(page.get_by_text("已确认200条")).to_be_visible(timeout=120_000)
    assert page.evaluate("Number(sessionStorage.getItem('done'))") == 3
    assert ServiceRecord.objects.confirmed().filter(pk__in=ids).count() == 200
    credits = PointCredit.objects.filter(entry__source__in=[f"service:{pk}" for pk in ids], raw__gt=0)
    assert credits.count() == 200
