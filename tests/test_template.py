"""The kept template: made once, whole or not at all, and anew whenever something that goes into it has changed."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection

from config.embedded.place import ROOT
from tests import template
from tests.template import copy_template, ensure_template, fingerprint, ingredients, one_at_a_time, origin_of, templates


@pytest.fixture
def server(django_db_setup, django_db_blocker):
    """A cursor outside every test database, the only one of its kind on the server."""
    with django_db_blocker.unblock(), one_at_a_time() as cursor:
        yield cursor


@pytest.fixture
def trial(server):
    """The name of a template of a base of its own; its kind and its copy are gone after the test."""
    name = f"template_trial{uuid4().hex[:8]}_{'a' * 12}"
    yield name
    for database in [*templates(server, name), f"{name}_copy"]:
        server.execute(f'DROP DATABASE IF EXISTS "{database}"')


def write_row():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE word AS SELECT 'whole' AS said")


def break_off():
    write_row()
    raise KeyboardInterrupt


def never():
    raise AssertionError("made a second time")


def words(database: str) -> list:
    """What stands in table `word` of a database."""
    before = connection.settings_dict["NAME"]
    template.connect_to(database)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT said FROM word")
            return cursor.fetchall()
    finally:
        template.connect_to(before)


def test_it_is_made_once_and_copied(server, trial):
    ensure_template(server, trial, fill=write_row)
    ensure_template(server, trial, fill=never)
    copy_template(server, trial, f"{trial}_copy")
    assert words(f"{trial}_copy") == [("whole",)]
    assert origin_of(server, f"{trial}_copy") == trial
    assert origin_of(server, trial) is None


def test_the_connection_is_where_it_was(server, trial):
    before = connection.settings_dict["NAME"]
    with pytest.raises(KeyboardInterrupt):
        ensure_template(server, trial, fill=break_off)
    assert (connection.settings_dict["NAME"], settings.DATABASES["default"]["NAME"]) == (before, before)


def test_a_half_made_one_is_never_used(server, trial):
    with pytest.raises(KeyboardInterrupt):
        ensure_template(server, trial, fill=break_off)
    assert trial not in templates(server, trial)
    ensure_template(server, trial, fill=write_row)  # the table is not there yet: made from the start
    assert templates(server, trial) == [trial]


def test_older_ones_go_and_those_of_another_base_stay(server, trial):
    newer, other = trial.replace("a" * 12, "b" * 12), trial.replace("_a", "_x_a")
    ensure_template(server, trial, fill=write_row)
    ensure_template(server, other, fill=write_row)
    try:
        ensure_template(server, newer, fill=write_row)
        assert templates(server, newer) == [newer]
        assert templates(server, other) == [other]
    finally:
        server.execute(f'DROP DATABASE "{other}"')


def most_at_once(django_db_blocker) -> int:
    """How many of two threads were between the doors of `one_at_a_time` together."""
    inside, seen, start = [], [], Barrier(2)

    def enter(name):
        start.wait()
        with one_at_a_time() as cursor:
            inside.append(name)
            cursor.execute("SELECT pg_sleep(0.2)")
            seen.append(len(inside))
            inside.remove(name)

    with django_db_blocker.unblock(), ThreadPoolExecutor(2) as threads:
        list(threads.map(enter, ["one", "two"]))
    return max(seen)


def test_two_runs_wait_for_each_other(django_db_setup, django_db_blocker):
    assert most_at_once(django_db_blocker) == 1


def test_control_without_the_lock_they_would_not(django_db_setup, django_db_blocker, monkeypatch):
    monkeypatch.setattr(template, "TAKE_LOCK", "SELECT %s")
    assert most_at_once(django_db_blocker) == 2


def test_its_name_changes_with_whatever_goes_into_it(tmp_path, monkeypatch):
    monkeypatch.setattr(template, "ROOT", tmp_path)
    file = tmp_path / "0001_initial.py"
    file.write_text("first")
    first = fingerprint([file], ["orgtree"])
    assert fingerprint([file], ["orgtree"]) == first
    assert fingerprint([file], ["orgtree", "volunteers"]) != first
    file.write_text("second")
    assert fingerprint([file], ["orgtree"]) != first
    moved = file.rename(tmp_path / "0002_initial.py")
    moved.write_text("first")
    assert fingerprint([moved], ["orgtree"]) != first


def test_all_migrations_go_into_it_and_what_they_import():
    found = {path.relative_to(ROOT) for path in ingredients()}
    assert {path.relative_to(ROOT) for path in ROOT.glob("*/migrations/*.py")} <= found
    assert Path("tests/upstairs/migrations/0001_initial.py") in found
    assert Path("orgtree/text/crypto.py") in found
