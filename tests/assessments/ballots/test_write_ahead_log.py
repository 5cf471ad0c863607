"""F02, F04: what somebody reads out of the write-ahead log: which rows were written together, in which order, and with which bytes."""

import random
import secrets

import pytest
from django.db import connection, transaction

from assessments.ballots.models import RollEntry
from tests.assessments.ballots.polls import OPTIONS, Voter, opened
from tests.assessments.ballots.wal import written_log
from tests.thorough import examples

pytestmark = pytest.mark.django_db(transaction=True)
BOX, ROLL = "assessments_ballotbox", {"assessments_rolltoken", "assessments_rollentry"}
LEADERS = "街道领导班子"
AT_ONCE = 50  # votes whose bytes are searched together


def voters_of(poll) -> list[Voter]:
    """The first class, in an order of chance."""
    entries = list(RollEntry.objects.filter(poll=poll, rights__voter_class__label=LEADERS))
    random.shuffle(entries)
    return [Voter(entry) for entry in entries]


def test_no_transaction_of_the_log_has_a_ballot_and_the_roll(committed_town):
    """A cast writes the box and nothing else, whoever came before; control: a design that marks the roll as it casts is found."""
    poll = opened(committed_town)
    with written_log() as log:
        for voter in voters_of(poll):
            voter.take().cast("b")
        written = log.transactions()
    assert [tables for tables in written if BOX in tables] == [{BOX}] * 4
    assert len([tables for tables in written if tables & ROLL]) == 4
    with written_log() as log:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE assessments_ballotbox SET contents = contents || ''")
            cursor.execute("UPDATE assessments_rolltoken SET asked = asked || ''")
        written = log.transactions()
    assert [tables & ROLL for tables in written if BOX in tables] == [{"assessments_rolltoken"}]


def test_bytes_of_the_log_tell_of_no_ballot(committed_town):
    """No fingerprint, token or word of a ballot is in the log, so that its order gives nobody a ballot; control: the naive design names all."""
    poll = opened(committed_town, numbers=(examples(20, 1000), 5))
    voters, word = voters_of(poll), f"金丝雀{secrets.token_hex(8)}"
    subjects = [subject.pk for subject in poll.subjects.all()]
    for first in range(0, len(voters), AT_ONCE):
        with written_log() as log:
            marks = [_vote(voter, dict.fromkeys(subjects, word)) for voter in voters[first : first + AT_ONCE]]
            assert told_by(log.raw(), marks, word) == (0, False)
    with written_log() as log:
        _naive([mark for mark, _ in marks], word)
        assert told_by(log.raw(), marks, word) == (len(marks), True)


def _vote(voter: Voter, texts: dict[int, str]) -> tuple[str, bytes]:
    """(fingerprint, token) of the ballot."""
    voter.take()
    [(state, mark)] = voter.cast(random.choice(OPTIONS), texts)
    assert state == "counted"
    return mark, *voter.tokens.values()


def told_by(raw: bytes, marks: list[tuple[str, bytes]], word: str) -> tuple[int, bool]:
    """How many ballots can be made out by their fingerprint or token, as bytes or in letters; whether their words stand there."""
    ways = ((mark.encode(), bytes.fromhex(mark), token, token.hex().encode()) for mark, token in marks)
    return sum(any(way in raw for way in each) for each in ways), word.encode() in raw


def _naive(marks: list[str], word: str) -> None:
    """A row for a ballot, as it is usual."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE naive_ballot (mark text, word text)")
        try:
            cursor.executemany("INSERT INTO naive_ballot VALUES (%s, %s)", [(mark, word) for mark in marks])
        finally:
            cursor.execute("DROP TABLE naive_ballot")
