"""Without a network the phone shows a page of ours: what is kept for it names nobody, and it leaves with whoever signs out."""

import json
import re

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import expect

from orgtree.web import pages
from tests.browser import PEOPLE, PHONE, sign_in
from tests.volunteers.gatherings import announced
from tests.volunteers.people import accepted
from tests.volunteers.team_people import signed_in
from volunteers.activities.services.outreach import SHARE

PERSONAL = re.compile(r"/m/|/desk/|account|csrf")


def kept_by(text: str) -> list[str]:
    return json.loads(re.match(r"const KEPT = (\[.*?\]);", text)[1])


@pytest.mark.django_db
def test_what_is_kept_is_the_look_and_one_page_that_is_nobodys(client, town):
    reply = client.get("/worker.js")
    assert reply["Content-Type"].startswith("text/javascript")
    kept = kept_by(reply.content.decode())
    assert kept == [f"/static/{name}" for name in pages.KEPT]
    assert all(finders.find(name) for name in pages.KEPT)
    assert not [name for name in kept if PERSONAL.search(name)]
    assert PERSONAL.search("/m/services/"), "a page of a person would be found"
    own = signed_in(town.secretary).get("/offline/").content
    assert own == client.get("/offline/").content
    assert not PERSONAL.search(own.decode())


@pytest.mark.django_db
def test_the_icons_of_the_manifest_are_there(client):
    told = json.loads(client.get("/manifest.webmanifest").content)
    assert [finders.find(one["src"].removeprefix("/static/")) is not None for one in told["icons"]] == [True, True]
    assert {one["sizes"] for one in told["icons"]} == {"192x192", "512x512"}
    assert (told["display"], told["start_url"], told["lang"]) == ("standalone", "/", "zh-Hans")


def workers_of(page) -> list:
    """[registered workers, names of caches] on the device."""
    asked = "async () => [(await navigator.serviceWorker.getRegistrations()).length, await caches.keys()]"
    return page.evaluate(asked)


@pytest.mark.django_db(transaction=True)
def test_the_last_form_is_found_again_without_a_network(committed_town, browser, live_server):
    member = accepted(committed_town.east, committed_town.secretary)
    context = browser.new_context(base_url=live_server.url, **{**PEOPLE, **PHONE, "service_workers": "allow"})
    page = context.new_page()
    sign_in(page, member.user.phone, "/m/services/new/")
    page.evaluate("async () => (await navigator.serviceWorker.ready).active.state")
    page.reload()
    words = page.locator("form[data-draft] textarea:visible, form[data-draft] input[type=text]:visible").first
    words.fill("清理三单元楼道")
    title = page.locator("h1").inner_text()
    context.set_offline(True)
    page.goto("/m/points/")
    expect(page.get_by_role("heading", name="没有网络")).to_be_visible()
    expect(page.get_by_role("link", name=title)).to_have_attribute("href", "/m/services/new/")
    assert page.evaluate("getComputedStyle(document.querySelector('.top')).backgroundColor") != "rgba(0, 0, 0, 0)"
    context.set_offline(False)
    expect(page.get_by_role("heading", name="没有网络")).to_be_hidden()
    (count, caches) = workers_of(page)
    assert (count, len(caches)) == (1, 1)
    cached = page.evaluate(
        "async (name) => (await (await caches.open(name)).keys()).map((one) => new URL(one.url).pathname)", caches[0]
    )
    assert sorted(cached) == sorted(["/offline/", *(f"/static/{name}" for name in pages.KEPT)])
    page.goto("/m/me/")
    page.locator("form[data-sign-out] button").click()
    page.wait_for_url("**/login/**")
    page.wait_for_function(
        "async () => !(await navigator.serviceWorker.getRegistrations()).length && !(await caches.keys()).length"
    )
    context.close()


@pytest.mark.django_db(transaction=True)
def test_a_public_page_is_handed_on(committed_town, phone):
    phone.add_init_script(
        "window.handed = []; navigator.share = async (what) => handed.push(what.url);"
        "navigator.clipboard.writeText = async (text) => handed.push(text);"
    )
    session = announced(committed_town.east, committed_town.clerk)
    phone.goto(f"/open/{SHARE.token(session.pk)}/")
    phone.get_by_role("button", name="分享").click()
    phone.get_by_role("button", name="复制网址").click()
    expect(phone.get_by_text("网址已复制")).to_be_visible()
    assert phone.evaluate("handed") == [phone.url, phone.url]
