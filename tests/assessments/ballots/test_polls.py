"""A poll from its preparation to its result: nothing before the close, one ballot a token, sums and bundle afterwards."""

import json
from dataclasses import replace

import pytest

from assessments.ballots.check_result import find_faults
from assessments.ballots.choices import BallotWay, PollState
from assessments.ballots.models import BallotBox, Poll, PollSheet, PollTally, RollEntry, RollToken
from assessments.ballots.services.casting import cast_ballot
from assessments.ballots.services.counting import tally_of
from orgtree.errors import RuleBroken
from tests.assessments.ballots.polls import CLASSES, Voter, act, counted, enrol, opened, prepared, voted

pytestmark = pytest.mark.django_db


def test_the_whole_course(town):
    """Prepared, opened, voted, closed, counted: sums by subject and class, keys gone, the bundle fits."""
    poll = opened(town, numbers=(5, 6))
    assert poll.people == 11
    assert len(poll.roll_digest) == 64
    voted(poll, "aaaab")
    voted(poll, "bbbcc-", label="居民代表")
    assert tally_of(poll) == {}
    poll = counted(town, poll)
    first, second = poll.subjects.all()
    leaders, residents = poll.classes.all()
    told = tally_of(poll)
    assert told[first.pk, leaders.code].counts == {"a": 4, "b": 1, "c": 0, "d": 0}
    assert told[second.pk, residents.code].counts == {"a": 0, "b": 3, "c": 2, "d": 0}
    assert told[second.pk, residents.code].valid == 5
    assert find_faults(json.loads(poll.bundle)) == []
    assert not BallotBox.objects.exists()
    assert {(sheet.signing_key, sheet.box_key) for sheet in PollSheet.objects.all()} == {("", "")}
    assert not RollToken.objects.exclude(asked="").exists()
    assert (poll.secret, poll.signing_key) == ("", "")


def test_a_rehearsal_is_wiped_before_the_opening(town):
    """A111: what was tried with the real sheet is gone, and the poll cannot be opened over it; no way back afterwards."""
    poll = prepared(town)
    enrol(poll, 5)
    poll = act(poll, "rehearse", town.street_secretary)
    tried = voted(poll, "ddddd")
    with pytest.raises(RuleBroken, match="演练中"):
        act(poll, "open", town.street_secretary)
    old = tried[0].ballots("d")[0]
    act(poll, "wipe", town.street_secretary)
    assert not PollSheet.objects.exists()
    assert set(RollEntry.objects.values_list("way", flat=True)) == {BallotWay.NONE}
    poll = act(poll, "open", town.street_secretary)
    with pytest.raises(RuleBroken, match="选票无效"):
        cast_ballot(replace(old, sheet=PollSheet.objects.get().pk))
    voted(poll, "aaaaa")
    for key in ("rehearse", "wipe", "edit"):
        with pytest.raises(RuleBroken, match="投票中"):
            act(poll, key, town.street_secretary)
    poll = counted(town, poll)
    assert {tuple(row.counts.items())[0] for row in PollTally.objects.filter(void="")} == {("a", 5)}


def test_nothing_opens_without_roll_or_subjects(town):
    empty = prepared(town, subjects="")
    with pytest.raises(RuleBroken, match="评议对象"):
        act(empty, "open", town.street_secretary)
    poll = prepared(town, title="另一次")
    with pytest.raises(RuleBroken, match="名册"):
        act(poll, "open", town.street_secretary)
    assert set(Poll.objects.values_list("state", flat=True)) == {PollState.DRAFT}


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (CLASSES.replace("40", "39.99"), "合计99.99"),
        (CLASSES.replace("1/2", "3/2"), "到会比例"),
        ("共建单位，100", "到会比例"),
    ],
)
def test_weights_are_a_hundred_exactly(town, lines, why):
    with pytest.raises(RuleBroken, match=why):
        prepared(town, classes=lines)


def test_one_token_for_one_person(town):
    """The same blinded message is answered again; another one is a second token."""
    poll = opened(town)
    entry = RollEntry.objects.filter(poll=poll).first()
    voter = Voter(entry).take()
    again = dict(voter.signatures)
    voter.take()
    assert voter.signatures == again
    with pytest.raises(RuleBroken, match="另一台设备"):
        Voter(entry).take()


def test_a_ballot_sent_twice_counts_once_and_may_be_corrected(town):
    """A lost reply is answered as counted; the same token with another choice takes its place only when it says so."""
    poll = opened(town)
    voter = Voter(RollEntry.objects.filter(poll=poll).first()).take()
    assert [state for state, _ in voter.cast("a")] == ["counted"]
    assert [state for state, _ in voter.cast("a")] == ["again"]
    voter.version = "another"
    with pytest.raises(RuleBroken, match="已经投过") as refused:
        voter.cast("d")
    assert refused.value.conflict
    assert [state for state, _ in voter.cast("d", replaces=True)] == ["corrected"]
