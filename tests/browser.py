"""Real Chromium, as a phone and as a desktop: fixtures `phone` and `desktop`.

Without Chromium the tests that ask for them are skipped with a reason, or fail where BROWSER_TESTS=required.
"""

import os
import shutil
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import expect

# A busy machine may take its time; what never comes is still found missing.
expect.set_options(timeout=20_000)
# Playwright keeps an event loop running in this thread; Django would take our plain queries for asynchronous ones.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

# The one without windows draws and judges the same pages for three fifths of the time, and starts in a third of it.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Without the worker that shows a page where there is no network: what it asks for no test could hold back.
PEOPLE = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "reduced_motion": "reduce", "service_workers": "block"}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
DESKTOP = {"viewport": {"width": 1440, "height": 900}}
LIVE = "localhost"  # where pytest-django's live server is
SHEETS_READ: set[str] = set()
LOOKS_SEEN: set[int] = set()
IS_THERE = "document.readyState === 'complete' && document.body !== null"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def chromium_path() -> str | None:
    """Return CHROMIUM_PATH, else the first Chromium on PATH, else None."""
    return os.environ.get("CHROMIUM_PATH") or next(filter(None, map(shutil.which, NAMES)), None)


def pytest_report_header() -> str:
    return f"browser: {chromium_path() or 'no Chromium found, its tests are skipped'}"


def is_required() -> bool:
    return os.environ.get("BROWSER_TESTS") == "required"


def chromium_or_leave() -> str:
    """Return the path of Chromium; without one skip the running test, or fail it where browser tests are required."""
    path = chromium_path()
    if path is None:
        (pytest.fail if is_required() else pytest.skip)("no Chromium: install package chromium or set CHROMIUM_PATH")
    return path


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """Count a skipped browser test as failed where browser tests are required, whatever skipped it."""
    report = yield
    if report.skipped and is_required() and "browser" in item.fixturenames:
        report.outcome = "failed"
    return report


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": chromium_or_leave(), "args": QUIET}


@pytest.fixture(scope="session")
def phone_of_the_run(browser, live_server):
    """One phone for all tests that ask for any: another for each took Chromium as long as two pages."""
    with device(browser, live_server, PHONE) as context:
        yield context


@pytest.fixture(scope="session")
def desktop_of_the_run(browser, live_server):
    """One desktop for all tests that ask for any."""
    with device(browser, live_server, DESKTOP) as context:
        yield context


@contextmanager
def device(browser, live_server, size: dict):
    context = browser.new_context(base_url=live_server.url, **PEOPLE, **size)
    try:
        yield context
    finally:
        context.close()


@pytest.fixture
def phone(phone_of_the_run, live_server):
    """A page of 390 x 844 with touch, its addresses relative to the live server."""
    yield from page_of_another_person(phone_of_the_run, live_server.url)


@pytest.fixture
def desktop(desktop_of_the_run, live_server):
    """A page of 1440 x 900, its addresses relative to the live server."""
    yield from page_of_another_person(desktop_of_the_run, live_server.url)


def sign_in(page, account: str, at: str | None = None) -> None:
    """Let the page be this person's, as tests/sign_in.py does for clients, and open `at` where the test begins there.

    The page for it, typed into, is that of tests/flows/test_sign_in_browser.py, test_main_job_browser.py and test_member_phone.py.
    """
    client = Client()
    client.force_login(get_user_model().objects.get_by_natural_key(account))
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "domain": LIVE, "path": "/"}])
    if at:
        page.goto(at)


def page_of_another_person(context, home: str):
    """Yield a clean page on a device where nothing is left of who used it before: no sign-in, no draft, no page."""
    pages = clean_page(context, home)
    try:
        page = next(pages)
        # Now, and not when they left: a page that is closed may still write.
        context.clear_cookies()
        context.new_cdp_session(page).send("Storage.clearDataForOrigin", {"origin": home, "storageTypes": "all"})
        yield page
        next(pages, None)
    finally:
        context.set_offline(False)
        for page in context.pages:
            page.close()


def clean_page(context, home: str):
    """Yield a page; fail its test afterwards if a script broke or anything was asked of another host."""
    page, faults = context.new_page(), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: faults.append(request.url) if is_elsewhere(request.url, home) else None)
    yield page
    assert faults == []


def is_elsewhere(url: str, home: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != urlsplit(home).netloc


def faults(page, within: str | None = None) -> list[str]:
    """What axe objects to on the page or within a part of it, and any sideways scrolling: [] where all is well.

    A click returns before the page it leads to is there: expect something of that page before judging it.
    """
    page.wait_for_load_state()
    judged = page.evaluate(judge_script(), {"within": within, "read": sorted(SHEETS_READ), "seen": sorted(LOOKS_SEEN)})
    SHEETS_READ.add(judged["sheets"])
    if not any(one["id"] == "color-contrast" for one in judged["found"]):
        LOOKS_SEEN.update(judged["shown"])
    found = [f"{page.url} {one['id']}: {one['html'][:120]}" for one in judged["found"]]
    return found + ([f"{page.url} scrolls sideways"] if judged["overflow"] else [])


@cache
def judge_script() -> str:
    """All of a judgement in one message to the browser and one back, of which only what is wrong is told.

    Style sheets are fetched and read as files, half of what axe costs, where no page before had these; and contrast is measured,
    four fifths of the rest, where some writing looks as none on a page before that was well.
    """
    return Path(__file__).with_name("judge.js").read_text(encoding="utf-8").replace("AXE;", Axe().axe_script)


def sideways(page) -> list[str]:
    """Whether the page scrolls sideways, as `faults` says it: enough where axe has judged the same page at another size of text."""
    return [f"{page.url} scrolls sideways"] if overflow(page) else []


def measured(page, script: str):
    """What a script finds on the page once it is there: between two pages there is neither text nor width."""
    asked = f"() => {{ if (!({IS_THERE})) return null; const said = ({script}); return [said instanceof Function ? said() : said] }}"
    while (found := page.evaluate(asked)) is None:
        page.wait_for_function(IS_THERE)
    return found[0]


def overflow(page) -> int:
    """By how many CSS pixels the page is wider than its window."""
    return measured(page, OVERFLOW)
