"""What somebody with the database in hand could try: joins over what stands beside each other, system columns, the log; and the words that are kept."""

import json
import random
import re
import secrets
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.ballots.models import BallotBox, Poll, PollSheet, RollEntry, RollToken
from assessments.ballots.rules.sealing import open_box, unseal
from assessments.ballots.services.casting import read_content
from orgtree.models import ActStep, User
from tests.assessments.ballots.polls import OPTIONS, Voter, act, enrol, opened, prepared
from tests.thorough import examples

CANARY = "金丝雀选择"
COLUMNS = {
    "assessments_ballotbox": {"sheet_id", "contents"},
    "assessments_pollsheet": {"id", "poll_id", "voter_class_id", "subject_id", "entitled", "modulus", "signing_key", "box_key"},
    "assessments_rolltoken": {"id", "entry_id", "sheet_id", "asked"},
    "assessments_polltally": {
        "id", "poll_id", "subject_id", "voter_class_id", "counts", "valid", "abstained", "spoiled", "void",
    },
}  # fmt: skip


def columns_of(table: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table])
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.django_db
def test_no_column_tells_who_when_or_in_which_order():
    """F01: the columns are these and no others; nothing leads from a ballot to a person, and no trail follows it."""
    assert {table: columns_of(table) for table in COLUMNS} == COLUMNS
    for model in (BallotBox, PollSheet, RollToken):
        assert not any(
            hasattr(other, "pgh_tracked_model") and other.pgh_tracked_model is model for other in apps.get_models()
        )
    relations = {field.name: field.related_model for field in BallotBox._meta.get_fields() if field.is_relation}
    assert relations == {"sheet": PollSheet}


# --- Joins over system columns ----------------------------------------------------------------------------------------------


def ranks(table: str, key: str, where: str = "TRUE") -> dict[str, list]:
    """{system column: keys of the rows in its order}."""
    told = {}
    with connection.cursor() as cursor:
        for column in ("xmin::text::bigint", "ctid"):
            cursor.execute(f"SELECT {key} FROM {table} WHERE {where} ORDER BY {column}, {key}")
            told[column] = [value for (value,) in cursor.fetchall()]
    return told


def named(people: list, ballots: list, truth: dict) -> int:
    """How many of the ballots are given to the right person by their places in two orders."""
    return sum(truth.get(ballot) == person for person, ballot in zip(people, ballots, strict=False))


@pytest.mark.django_db(transaction=True)
def test_orders_of_the_database_name_nobody(committed_town):
    """F02: after many votes no order of the system columns gives more people their ballots than chance and three sigma.

    Chance gives one to the right person, sigma is one; that chance alone gives more than four in both of two polls is one in 50,000.
    """
    voters = examples(60, 1000)
    told = [_named_by_orders(committed_town, voters, title) for title in ("第一次", "第二次")]
    assert min(told) <= 1 + 3 * 1


def _named_by_orders(town, voters: int, title: str) -> int:
    poll = opened(town, numbers=(voters, 5), title=title)
    truth = _vote_in_turn(poll)
    sheet = PollSheet.objects.get(poll=poll, voter_class__label="街道领导班子")
    people = ranks("assessments_rolltoken", "entry_id", f"sheet_id = {sheet.pk}")
    assert ranks("assessments_ballotbox", "sheet_id", f"sheet_id = {sheet.pk}") == {
        "xmin::text::bigint": [sheet.pk],
        "ctid": [sheet.pk],
    }
    # Even with the key of the box in hand: what comes out stands in the order of its fingerprints.
    marks = list(open_box(sheet.box_key, bytes(BallotBox.objects.get(pk=sheet.pk).contents)))
    assert len(marks) == voters
    assert _naive(truth) == voters  # control: a row for a ballot, written after the mark on the roll, names all
    return max(named(order, marks, truth) for order in people.values())


def _vote_in_turn(poll: Poll) -> dict[str, int]:
    """{fingerprint: entry} of everybody of the first class, who vote one after another in an order of chance."""
    entries = list(RollEntry.objects.filter(poll=poll, rights__voter_class__label="街道领导班子"))
    random.shuffle(entries)
    return {Voter(entry).take().cast(random.choice(OPTIONS))[0][1]: entry.pk for entry in entries}


def _naive(truth: dict[str, int]) -> int:
    """The usual design: the voter is marked, and a ballot inserted, in transactions of their own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE naive_roll (entry bigint PRIMARY KEY, voted boolean); CREATE TABLE naive_ballot (mark text)"
        )
        try:
            cursor.executemany("INSERT INTO naive_roll VALUES (%s, false)", [(entry,) for entry in truth.values()])
            for mark, entry in truth.items():
                cursor.execute("UPDATE naive_roll SET voted = true WHERE entry = %s", [entry])
                cursor.execute("INSERT INTO naive_ballot VALUES (%s)", [mark])
            people = ranks("naive_roll", "entry")["xmin::text::bigint"]
            return named(people, ranks("naive_ballot", "mark")["xmin::text::bigint"], truth)
        finally:
            cursor.execute("DROP TABLE naive_roll, naive_ballot")


@pytest.mark.django_db(transaction=True)
def test_a_box_is_as_long_as_before_and_new_as_a_whole(committed_town):
    """What the database's log has of two casts is two pieces of one length that have nothing in common, whichever token came."""
    poll = opened(committed_town)
    seen = []
    for entry in RollEntry.objects.filter(poll=poll, rights__voter_class__label="街道领导班子"):
        Voter(entry).take().cast("a")
        seen.append(bytes(BallotBox.objects.get(sheet__voter_class__label="街道领导班子").contents))
    assert len({len(contents) for contents in seen}) == 1
    for one, other in zip(seen, seen[1:], strict=False):
        same = sum(left == right for left, right in zip(one, other, strict=True))
        assert same < len(one) / 256 + 8 * (len(one) / 256) ** 0.5


@pytest.mark.django_db(transaction=True)
def test_issuing_and_casting_share_no_transaction(committed_town):
    """F04: what the log of the database has of each: tables that the one writes the other does not even read with a lock."""
    poll = opened(committed_town)
    voter = Voter(RollEntry.objects.filter(poll=poll).first())
    issued = _tables_written(voter.take)
    cast = _tables_written(lambda: voter.cast("b"))
    assert cast == {"assessments_ballotbox"}
    assert issued == {"assessments_rolltoken", "assessments_rollentry"}


def _tables_written(work) -> set[str]:
    """Tables into which the work inserts, or which it updates."""
    with connection.execute_wrapper(lambda execute, sql, *rest: (said.append(sql), execute(sql, *rest))[1]):
        said: list[str] = []
        work()
    return {
        table for sql in said for table in re.findall(r'(?:UPDATE|INTO|DELETE FROM) "(\w+)" ?(?:SET|\(|WHERE)', sql)
    }


# --- Words that are kept somewhere ------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_choice_stands_nowhere_in_clear(committed_town, caplog):
    """F04: neither in a table, the audit trail, the log of steps, the cache, nor in what is logged; nor does the voter beside it."""
    caplog.set_level("DEBUG")
    poll = opened(committed_town)
    entry = RollEntry.objects.filter(poll=poll).first()
    voter = Voter(entry).take()
    sent = voter.ballots("d", {subject.pk: CANARY for subject in poll.subjects.all()})[0]
    steps, marks = ActStep.objects.count(), str(entry.user_id)
    reply = Client().post(reverse("ballot-cast"), json.dumps(body_of(sent)), content_type="application/json")
    assert reply.json()["state"] == "counted"
    assert ActStep.objects.count() == steps
    assert _tables_holding(CANARY) == set()
    assert _tables_holding(poll.number) >= {"assessments_poll"}  # control: a look at all tables finds what is there
    keys = cache._cache.get_client().keys("*")
    assert not any(CANARY.encode() in (cache._cache.get_client().dump(key) or b"") for key in keys)
    told = caplog.text
    assert CANARY not in told
    assert not [
        line
        for line in told.splitlines()
        if sent.token.hex() in line or (reverse("ballot-cast") in line and marks in line)
    ]
    sheet = PollSheet.objects.get(pk=sent.sheet)
    held = open_box(sheet.box_key, bytes(BallotBox.objects.get(pk=sheet.pk).contents)).popitem()[1]
    choices, texts = read_content(unseal(bytes.fromhex(Poll.objects.get(pk=poll.pk).secret), held.sealed))
    assert set(choices.values()) == {"d"}  # control: it is there, sealed
    assert set(texts.values()) == {CANARY}


def body_of(sent) -> dict:
    return {
        "sheet": sent.sheet, "token": sent.token.hex(), "signature": sent.signature.hex(), "version": sent.version,
        "choices": sent.choices, "texts": sent.texts, "replaces": sent.replaces,
    }  # fmt: skip


def _tables_holding(word: str) -> set[str]:
    """Every table with a row in whose text the word stands."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{table}" AS one WHERE one::text LIKE %s)', [f"%{word}%"])
            if cursor.fetchone()[0]:
                found.add(table)
    return found


@pytest.mark.django_db
def test_a_vote_leaves_no_row_notice_or_message(town, django_capture_on_commit_callbacks):
    """A01: no notice, mail, step, look or work for a worker comes of taking and casting: nothing links a voter to a moment."""
    poll = opened(town)
    entry = RollEntry.objects.filter(poll=poll).first()
    client = Client()
    client.force_login(User.objects.get(pk=entry.user_id))
    before = _row_counts()
    voter = Voter(entry)
    blinded = {str(pk): message.hex() for pk, message in voter.blind().items()}
    with django_capture_on_commit_callbacks() as waiting:
        address = reverse("ballot-tokens", args=[poll.pk])
        reply = client.post(address, json.dumps({"blinded": blinded}), content_type="application/json")
        voter.finish({int(pk): bytes.fromhex(signature) for pk, signature in reply.json()["signed"].items()})
        sent = json.dumps(body_of(voter.ballots("a")[0]))
        reply = Client().post(reverse("ballot-cast"), sent, content_type="application/json")
    assert reply.json()["state"] == "counted"
    assert waiting == []
    assert _row_counts() == before
    act(poll, "close", town.street_secretary, note="")
    assert _row_counts() != before  # control: an act of the desk leaves its step


def _row_counts() -> dict[str, int]:
    with connection.cursor() as cursor:
        tables = sorted(connection.introspection.table_names(cursor))
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}', count(*) FROM \"{table}\"" for table in tables))
        return dict(cursor.fetchall())


@pytest.mark.django_db
def test_whoever_brings_a_cookie_or_token_does_not_vote(town):
    """Casting knows nobody: a request that would tell who it is is refused before it is read."""
    poll = opened(town)
    sent = Voter(RollEntry.objects.filter(poll=poll).first()).take().ballots("a")[0]
    client = Client()
    client.force_login(town.street_secretary)
    refused = client.post(reverse("ballot-cast"), json.dumps(body_of(sent)), content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (422, "cookie")
    named = {"Authorization": "Token djt_x"}
    refused = Client().post(
        reverse("ballot-cast"), json.dumps(body_of(sent)), content_type="application/json", headers=named
    )
    assert refused.status_code in (401, 422)
    reply = Client().post(reverse("ballot-cast"), json.dumps(body_of(sent)), content_type="application/json")
    assert reply.json()["state"] == "counted"
    assert not reply.cookies


@pytest.mark.django_db
def test_a_class_or_weight_that_is_sent_is_not_read(town):
    """A24: the class follows from the key that signed; a sheet of another class refuses the token."""
    poll = opened(town)
    sent = Voter(RollEntry.objects.filter(poll=poll).first()).take().ballots("a")[0]
    more_said = body_of(sent) | {"weight": 90, "class": "c2", "group": "c2"}
    assert (
        Client().post(reverse("ballot-cast"), json.dumps(more_said), content_type="application/json").json()["state"]
        == "counted"
    )
    foreign = PollSheet.objects.filter(poll=poll).exclude(pk=sent.sheet).get()
    moved = body_of(sent) | {"sheet": foreign.pk, "version": "x"}
    refused = Client().post(reverse("ballot-cast"), json.dumps(moved), content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (422, "token")
    box = open_box(foreign.box_key, bytes(BallotBox.objects.get(pk=foreign.pk).contents))
    assert box == {}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes",
    [
        {"token": secrets.token_hex(64)},
        {"token": "00" * 64},
        {"signature": "00" * 128},
        {"token": "zz"},
        {"choices": {}},
        {"choices": {"1": "好得很"}},
        {"choices": [1]},
        {"texts": {"999999": "x"}},
        {"sheet": "x"},
        {"sheet": True},
        {"version": 1},
        {"texts": None},
    ],
)
def test_what_nobody_signed_or_offered_is_refused(town, changes):
    poll = opened(town)
    sent = Voter(RollEntry.objects.filter(poll=poll).first()).take().ballots("a")[0]
    reply = Client().post(reverse("ballot-cast"), json.dumps(body_of(sent) | changes), content_type="application/json")
    assert reply.status_code == 422, reply.content
    assert re.search(r"[\u4e00-\u9fff]", reply.json()["message"])
    # Nothing is half written: the token still votes.
    assert (
        Client()
        .post(reverse("ballot-cast"), json.dumps(body_of(sent)), content_type="application/json")
        .json()["state"]
        == "counted"
    )


@pytest.mark.django_db
def test_a_form_that_stood_open_for_two_hours_still_votes(town, monkeypatch):
    """A18: the token was taken when the page was opened; the session is not asked for again."""
    poll = opened(town)
    entry = RollEntry.objects.filter(poll=poll).first()
    client = Client()
    client.force_login(User.objects.get(pk=entry.user_id))
    voter = Voter(entry)
    blinded = {str(pk): message.hex() for pk, message in voter.blind().items()}
    address = reverse("ballot-tokens", args=[poll.pk])
    reply = client.post(address, json.dumps({"blinded": blinded}), content_type="application/json")
    voter.finish({int(pk): bytes.fromhex(signature) for pk, signature in reply.json()["signed"].items()})
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert client.get(reverse("ballot-sheet", args=[poll.pk])).status_code == 302  # control: the session is over
    reply = Client().post(
        reverse("ballot-cast"), json.dumps(body_of(voter.ballots("a")[0])), content_type="application/json"
    )
    assert reply.json()["state"] == "counted"


@pytest.mark.django_db
def test_nobody_sees_a_count_before_the_tally(town):
    """F06, A03: with every post, superuser included, no page or address of an open poll tells a choice; turnout in steps of five."""
    poll = prepared(town, classes="街道领导班子，100，3，1/3")
    enrol(poll, 9)
    poll = act(poll, "open", town.street_secretary)
    for entry in RollEntry.objects.filter(poll=poll)[:7]:
        Voter(entry).take().cast("d")
    client = Client()
    client.force_login(town.street_secretary)
    page = client.get(reverse("admin:assessments_poll_change", args=[poll.pk])).content.decode()
    assert "已领票不少于5人" in page
    assert "7人" not in page
    for address in (
        reverse("admin:assessments_polltally_changelist"),
        reverse("admin:assessments_polltext_changelist"),
        reverse("ballot-public", args=[poll.number]),
    ):
        shown = client.get(address).content.decode()
        assert "好0" not in shown
        assert "差7" not in shown
    assert client.get(reverse("ballot-bundle", args=[poll.number])).status_code == 404
