"""The desk in real Chromium under its policy: no page runs what is not a file of ours, and what the theme moves still moves."""

import re

from playwright.sync_api import Page, expect

from tests.browser import sign_in

WATCH = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) => refused.push(`${event.violatedDirective} ${event.blockedURI}`));
"""
# Everything on the page that the theme opens, closes or chooses by a click: [name, whether it moved].
PRESSED = r"""() => [...document.querySelectorAll("[x-on\\:click]")].flatMap((element) => {
  const [, name, value] = element.getAttribute("x-on:click").match(/^(\w+) = (!\w+|true|false|'[^']*')$/) ?? [];
  if (!name) return [];
  const told = () => Alpine.$data(element)[name], before = told();
  const due = { true: true, false: false }[value] ?? (value[0] === "!" ? !before : value.slice(1, -1));
  element.click();
  return [[name, told() === due]];
})"""
# A list with filters and acts, a form of many fields, one with rows in it, a page of our own, a paper.
PAGES = (
    "/desk/",
    "/desk/volunteers/member/",
    "/desk/volunteers/reportin/?state__exact=submitted",
    "/desk/volunteers/member/add/",
    "/desk/volunteers/activity/add/",
    "/desk/volunteers/dutypost/add/",
    "/desk/orgtree/area/",
    "/papers/",
)


def watched(page: Page) -> list[str]:
    """What the page complains of from now on, as it comes."""
    told: list[str] = []
    page.add_init_script(WATCH)
    page.on("console", lambda line: told.append(f"{page.url} {line.text}") if line.type == "error" else None)
    page.on("pageerror", lambda error: told.append(f"{page.url} {error}"))
    return told


def test_the_desk_moves_without_evaluating(committed_town, desktop):
    told = watched(desktop)
    sign_in(desktop, "dongyuan")
    moved: dict[str, bool] = {}
    for address in PAGES:
        assert desktop.goto(address).status == 200
        moved |= dict(desktop.evaluate(PRESSED))
        assert desktop.evaluate("refused") == []
    assert all(moved.values()), moved
    assert {"filterOpen"} <= moved.keys(), moved
    assert told == []


def test_what_is_refused_is_seen(committed_town, browser, live_server):
    """Control of the test above."""
    page = browser.new_page(base_url=live_server.url)
    told = watched(page)
    sign_in(page, "dongyuan", "/desk/")
    page.evaluate("setTimeout('1', 0)")
    page.wait_for_function("refused.length > 0")
    page.evaluate("""document.body.insertAdjacentHTML('beforeend', '<p x-data="{ a: () => 1 }"></p>')""")
    page.wait_for_timeout(500)
    page.close()
    assert len(told) > 1, told


def test_the_menu_stays_folded_and_a_tab_leads_its_form(committed_town, desktop):
    sign_in(desktop, "dongyuan")
    desktop.goto("/desk/")
    assert desktop.evaluate("Alpine.$data(document.body).sidebarDesktopOpen") is True
    desktop.evaluate("Alpine.$data(document.body).sidebarDesktopOpen = false")
    desktop.goto("/desk/volunteers/activity/add/")
    assert desktop.evaluate("Alpine.$data(document.body).sidebarDesktopOpen") is False
    form = desktop.locator("form[x-bind\\:action]").first
    expect(form).to_have_attribute("action", re.compile(r"/activity/add/$"))
