"""Real Chromium, as a phone and as a desktop: fixtures `phone` and `desktop`.

Without Chromium the tests that ask for them are skipped with a reason, or fail where BROWSER_TESTS=required.
"""

import os
import shutil
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

# A busy machine may take its time; what never comes is still found missing.
expect.set_options(timeout=20_000)
# Playwright keeps an event loop running in this thread; Django would take our plain queries for asynchronous ones.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PEOPLE = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "reduced_motion": "reduce"}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
DESKTOP = {"viewport": {"width": 1440, "height": 900}}
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


@pytest.fixture
def phone(new_context, live_server):
    """A page of 390 x 844 with touch, its addresses relative to the live server."""
    yield from clean_page(new_context(base_url=live_server.url, **PEOPLE, **PHONE), live_server.url)


@pytest.fixture
def desktop(new_context, live_server):
    """A page of 1440 x 900, its addresses relative to the live server."""
    yield from clean_page(new_context(base_url=live_server.url, **PEOPLE, **DESKTOP), live_server.url)


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
    At the desk only what is serious counts: the frame of its theme has no landmarks.
    """
    page.wait_for_load_state()
    counted = {"serious", "critical"} if "/desk/" in page.url else {"minor", "moderate", "serious", "critical"}
    found = [
        f"{page.url} {finding['id']}: {finding['nodes'][0]['html'][:120]}"
        for finding in Axe().run(page, context=within).response["violations"]
        if finding["impact"] in counted
    ]
    return found + ([f"{page.url} scrolls sideways"] if overflow(page) else [])


def measured(page, script: str):
    """What a script finds on the page once it is there: between two pages there is neither text nor width."""
    page.wait_for_function("document.readyState === 'complete' && document.body !== null")
    return page.evaluate(script)


def overflow(page) -> int:
    """By how many CSS pixels the page is wider than its window."""
    return measured(page, "document.documentElement.scrollWidth - document.documentElement.clientWidth")
