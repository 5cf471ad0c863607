"""Issuing and casting are two roles of the database: each is refused what is the other's, and the application's own role is refused both."""

import json
from contextlib import contextmanager

import psycopg2
import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse

from assessments.ballots.models import BallotBox, PollTally, RollEntry, RollToken
from assessments.ballots.services.roles import CASTING, ISSUING
from config.voter import Voter
from orgtree.database import narrow_roles
from orgtree.database.narrow_roles import NarrowRole, acting_as, grant_narrow_roles
from orgtree.errors import RuleBroken
from tests.app_role import connected_as
from tests.assessments.ballots.polls import act, counted, enrol, opened, prepared, voted
from tests.assessments.ballots.test_attacks import body_of

READ_ROLL = "SELECT name FROM assessments_rollentry"
OF_THE_ROLL = [
    READ_ROLL,
    "SELECT way FROM assessments_rollentry",
    "SELECT asked FROM assessments_rolltoken",
    "SELECT voter_class_id FROM assessments_rollright",
    "UPDATE assessments_rollentry SET way = 'token'",
    "UPDATE assessments_rolltoken SET asked = ''",
    "SELECT signing_key FROM assessments_pollsheet",
    "SELECT name FROM assessments_rollentryevent",
    "SELECT account FROM orgtree_user",
    "SELECT session_key FROM django_session",
]
OF_BALLOTS = [
    "SELECT contents FROM assessments_ballotbox",
    "SELECT sheet_id FROM assessments_ballotbox",
    "UPDATE assessments_ballotbox SET contents = ''",
    "INSERT INTO assessments_ballotbox SELECT 0, '' WHERE false",
    "DELETE FROM assessments_ballotbox",
    "SELECT box_key FROM assessments_pollsheet",
    "SELECT secret FROM assessments_poll",
    READ_ROLL,
]


def run(words: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(words)


@contextmanager
def session_of(role: str):
    """What the application does in a session that signed in as the role."""
    run(f"SET SESSION AUTHORIZATION {role}")
    try:
        yield
    finally:
        run("RESET SESSION AUTHORIZATION")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "words"),
    [(CASTING, words) for words in OF_THE_ROLL] + [(ISSUING, words) for words in OF_BALLOTS],
)
def test_each_is_refused_what_is_the_others(town, role, words):
    run(words)  # control: the owner of the tables is not
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic(), acting_as(role):
        run(words)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("words", [*OF_BALLOTS[:5], "UPDATE assessments_rolltoken SET asked = ''"])
def test_the_application_is_refused_until_it_takes_on_the_role(role, committed_town, words):
    opened(committed_town)
    with connected_as(role) as cursor, pytest.raises(psycopg2.errors.InsufficientPrivilege):
        cursor.execute(words)


@pytest.mark.django_db(transaction=True)
def test_control_with_the_role_taken_on_it_may(role, committed_town):
    opened(committed_town)
    with connected_as(role) as cursor:
        cursor.execute(f"SET LOCAL ROLE {CASTING.name}")
        cursor.execute("SELECT contents FROM assessments_ballotbox")
        assert cursor.fetchall()
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute(READ_ROLL)


@pytest.mark.django_db(transaction=True)
def test_a_poll_runs_as_the_applications_role(role, committed_town):
    """Rehearsed, wiped, opened, voted over the addresses, closed, counted, in a session that owns nothing."""
    town = committed_town
    with session_of(role):
        poll = prepared(town, classes="街道领导班子，100，3，1/3")
        enrol(poll, 6)
        act(poll, "rehearse", town.street_secretary)
        voted(poll, "aa")
        act(poll, "wipe", town.street_secretary)
        poll = act(poll, "open", town.street_secretary)
        voted(poll, "aaaab")
        voter = Voter(RollEntry.objects.filter(poll=poll, way="none").get()).take()
        sent = json.dumps(body_of(voter.ballots("b")[0]))
        reply = Client().post(reverse("ballot-cast"), sent, content_type="application/json")
        assert reply.json()["state"] == "counted"
        counted(town, poll)
    assert PollTally.objects.filter(poll=poll).first().counts == {"a": 4, "b": 2, "c": 0, "d": 0}
    assert not BallotBox.objects.exists()
    assert not RollToken.objects.exclude(asked="").exists()


@pytest.mark.django_db
def test_the_role_goes_with_its_block_and_with_a_refusal(town):
    def role_now() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            return cursor.fetchone()[0]

    owner = role_now()
    with acting_as(CASTING):
        assert role_now() == CASTING.name
    assert role_now() == owner
    with pytest.raises(RuleBroken), transaction.atomic(), acting_as(CASTING):
        raise RuleBroken("x", "不行")
    assert role_now() == owner


@pytest.mark.django_db
def test_a_missing_role_is_made_and_granted_anew(town, monkeypatch):
    """What a migration brought is granted by the next `migrate`; who may not make roles is told what to run."""
    name = f"narrow_{connection.settings_dict['NAME']}"
    fresh = NarrowRole(name, reads={"assessments.Poll": "id"})
    monkeypatch.setattr(narrow_roles, "narrow_roles", [fresh])
    grant_narrow_roles()
    with acting_as(fresh):
        run("SELECT id FROM assessments_poll")
    run(f"DROP OWNED BY {name}")
    run(f"DROP ROLE {name}")


@pytest.mark.django_db
def test_who_may_make_no_roles_is_told_what_to_run_first(town, monkeypatch):
    name = f"narrow_{connection.settings_dict['NAME']}"
    monkeypatch.setattr(narrow_roles, "narrow_roles", [NarrowRole(name, reads={"assessments.Poll": "id"})])
    run(f"CREATE ROLE {name}_owner")
    run(f"SET LOCAL ROLE {name}_owner")
    with pytest.raises(RuleBroken, match=f"CREATE ROLE {name} NOLOGIN"):
        grant_narrow_roles()
