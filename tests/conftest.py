"""Fixtures shared by every test."""

import gc
from dataclasses import replace
from itertools import count
from time import time

import pytest
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as given_settings

from orgtree.api.throttles import ApiThrottle
from orgtree.desk import prepared_cards
from orgtree.looks.services import access
from orgtree.people.services import people
from orgtree.web import open_forms

# Here, and not as plugins, so that they replace the ones of pytest-playwright.
from tests.act_scene import neighbours, recorded_neighbours  # noqa: F401
from tests.app_role import role  # noqa: F401 -- a fixture
from tests.browser import (  # noqa: F401
    browser_type_launch_args,
    desktop,
    desktop_of_the_run,
    phone,
    phone_of_the_run,
    pytest_report_header,
    pytest_runtest_makereport,
)
from tests.canaries import PLANTED
from tests.escapes import nothing_escapes  # noqa: F401 -- a fixture
from tests.flush import flush_keeps
from tests.replay import recording
from tests.sign_in import open_session
from tests.template import drop_test_database, make_test_database
from tests.town import TOWN, Town, play_town
from tests.visits import refusals_drawn_once
from tests.volunteers.people import MEMBER
from tests.worker import celery_worker_process, running_worker  # noqa: F401
from volunteers.models import Member

# Walks over every address, fills of the demo, ways through many pages: begun first, so that in the end short cases are
# left to share out.
LONG = tuple(
    f"tests/{name}.py"
    for name in (
        *("test_looks", "test_person_leaks", "test_scope_leaks", "test_hostile_desk", "test_api_plans"),
        *("config/test_fill_demo", "config/test_bench", "flows/test_city_figures", "flows/test_main_job"),
        *("flows/test_main_job_browser", "flows/test_confirm_pages_browser", "volunteers/test_killed_workers"),
    )
)


# How long a busy machine takes to think up an example says nothing about what is tested.
given_settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
given_settings.load_profile("suite")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the collector need not look at it again, nor as often as for small programs."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def signing_in_is_quick():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "_login", open_session)
        yield


@pytest.fixture(scope="session", autouse=True)
def brakes_are_wide():
    """All tests come from one address and play the same accounts anew: a test of a brake puts a narrow one in its place."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(people, "SIGN_IN", replace(people.SIGN_IN, most=10**9))
        patch.setattr(access, "EXPORTS", replace(access.EXPORTS, most=10**9))
        yield


WINDOW = 10**7  # seconds: longer than any in which a form counts
WINDOWS = (time() + WINDOW * number for number in count())


@pytest.fixture(autouse=True)
def windows_stand_still():
    """What an open form counts by the minute or the hour neither ends within a test nor goes on from another."""
    plain, now = open_forms.time, next(WINDOWS)
    open_forms.time = lambda: now
    yield
    open_forms.time = plain


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment, django_db_blocker, django_db_keepdb, django_db_createdb, django_db_modify_db_settings
):
    """The migrated test database; transactional tests leave it as migrations did."""
    name = connection.creation._get_test_db_name()
    with django_db_blocker.unblock():
        before = make_test_database(name, reuse=django_db_keepdb and not django_db_createdb)
    with pytest.MonkeyPatch.context() as patch:
        with django_db_blocker.unblock():
            flush_keeps(patch)
        yield
    with django_db_blocker.unblock():
        end_other_sessions()
        if not django_db_keepdb:
            drop_test_database(back_to=before)


def end_other_sessions() -> None:
    """A browser that keeps its line open, or a worker killed on purpose, would keep the database from being dropped."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


recorded_town = recording(TOWN)
recorded_canaries = recording(PLANTED)
recorded_member = recording(MEMBER)


@pytest.fixture
def town(recorded_town, db) -> Town:
    """The town of tests/town.py, fresh for each test."""
    return play_town()


@pytest.fixture
def planted(recorded_canaries, town) -> dict[str, int]:
    """The rows of tests/canaries.py: the id of each by its model's label in lower case."""
    return PLANTED.play(town)


@pytest.fixture
def member(recorded_member, town) -> Member:
    """A member whom 东园社区 has accepted."""
    return MEMBER.play(town)


@pytest.fixture
def committed_town(recorded_town, transactional_db) -> Town:
    """The town, committed: for races and for browsers, which use connections of their own."""
    return play_town()


@pytest.fixture(autouse=True)
def cards_are_asked_as_the_code_says(request):
    """What a process keeps of the desk's home was made of code that does not change; in a test that patches some, nothing is kept."""
    patches = "monkeypatch" in request.fixturenames
    if patches:
        prepared_cards._KEPT.clear()
    yield
    if patches:
        prepared_cards._KEPT.clear()


@pytest.fixture
def quick_refusals(monkeypatch):
    """Walks meet some five hundred refusals each, which all look alike, and ask the API more often than a caller may in a minute."""
    monkeypatch.setattr(ApiThrottle, "THROTTLE_RATES", {"api": "100000/min"})
    with refusals_drawn_once():
        yield
