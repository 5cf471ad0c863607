"""Ballots at the same moment: one token is one ballot, a box loses none, and the close is before or after each."""

import threading
from dataclasses import replace

import pytest

from assessments.ballots.choices import BallotWay
from assessments.ballots.models import BallotBox, PollSheet, RollEntry
from assessments.ballots.rules.sealing import open_box
from assessments.ballots.services import casting
from assessments.ballots.services.casting import cast_ballot
from assessments.ballots.services.counting import tally_of
from assessments.ballots.services.roll import roll_acts
from orgtree.acts import perform_one
from tests.assessments.ballots.polls import Voter, act, opened
from tests.thorough import examples
from tests.volunteers.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
LEADERS = "街道领导班子"


def voters_of(poll) -> list[Voter]:
    entries = RollEntry.objects.filter(poll=poll, rights__voter_class__label=LEADERS).order_by("pk")
    return [Voter(entry).take() for entry in entries]


def ballots_in(poll) -> int:
    sheet = PollSheet.objects.get(poll=poll, voter_class__label=LEADERS)
    return len(open_box(sheet.box_key, bytes(BallotBox.objects.get(pk=sheet.pk).contents)))


def test_fifty_casts_of_one_token_are_one_ballot(committed_town):
    """F03: whether they are the same version or fifty others."""
    poll = opened(committed_town)
    voter = voters_of(poll)[0]
    sent = voter.ballots("a")[0]
    told = at_once(
        *[lambda: cast_ballot(sent)[0]] * 25,
        *[lambda n=n: cast_ballot(replace(sent, version=f"v{n}"))[0] for n in range(25)],
    )
    assert told.count("counted") == 1
    assert set(told) <= {"counted", "again", "cast_before"}
    assert ballots_in(poll) == 1


def test_voters_at_once_are_all_counted(committed_town):
    """F03: as many ballots as voters, whoever comes beside whom; a hundred by fifty hands, as the server has a hundred connections."""
    poll = opened(committed_town, numbers=(examples(30, 100), 4))
    voters, each = voters_of(poll), examples(1, 2)
    hands = [voters[first : first + each] for first in range(0, len(voters), each)]
    told = at_once(*[lambda some=some: {voter.cast("b")[0][0] for voter in some} for some in hands], patience=300)
    assert told == [{"counted"}] * len(hands)
    assert ballots_in(poll) == len(voters)


def test_without_the_lock_of_the_box_ballots_are_lost(committed_town, monkeypatch):
    """Control: two read the box before either writes it, which the lock would not let happen, and one of their ballots is gone."""
    poll, both_read, read = opened(committed_town), threading.Barrier(2), casting.open_box

    def read_by_both(key, contents):
        ballots = read(key, contents)
        both_read.wait(10)
        return ballots

    monkeypatch.setattr(BallotBox.objects, "select_for_update", lambda **_: BallotBox.objects.all())
    monkeypatch.setattr(casting, "open_box", read_by_both)
    told = at_once(*[lambda voter=voter: voter.cast("b")[0][0] for voter in voters_of(poll)[:2]])
    assert told == ["counted", "counted"]
    assert ballots_in(poll) == 1


def test_a_vote_at_the_close_is_in_or_refused_and_never_half(committed_town):
    """F08: whoever was told 已计入 is in the sum, nobody else."""
    by = committed_town.street_secretary
    for title in [f"第{number}次" for number in range(examples(3, 20))]:
        poll = opened(committed_town, numbers=(10, 5), title=title)
        voters = voters_of(poll)
        calls = [lambda voter=voter: voter.cast("c")[0][0] for voter in voters]
        told = at_once(*calls[:5], lambda poll=poll: act(poll, "close", by, note="").state, *calls[5:])
        assert told.pop(5) == "closed"
        assert set(told) <= {"counted", "poll_closed"}
        poll = act(poll, "count", by)
        came = told.count("counted")
        assert {one.valid for one in tally_of(poll).values() if not one.void} <= {came}
        assert poll.bundle.count('"fingerprint"') == came


def test_paper_and_token_at_once_are_one_ballot(committed_town):
    """A07: whichever is first stops the other."""
    poll, by = opened(committed_town, numbers=(5, 4)), committed_town.street_secretary
    for entry in RollEntry.objects.filter(poll=poll, rights__voter_class__label=LEADERS):
        voter = Voter(entry)
        voter.blind()
        told = at_once(
            lambda voter=voter: voter.take() and "token",
            lambda entry=entry: perform_one(roll_acts, "hand_paper", pk=entry.pk, by=by).way,
        )
        assert sorted(told) in (["has_token", "token"], ["on_paper", "paper"])
        entry.refresh_from_db()
        assert entry.way in (BallotWay.TOKEN, BallotWay.PAPER)
        assert ("token" in told) == (entry.way == BallotWay.TOKEN)
