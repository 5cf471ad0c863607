"""Three of five keepers, the tally, its bundle, what was written, and the moment of the close."""

import json
import subprocess
import sys
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.ballots import check_result
from assessments.ballots.check_result import find_faults
from assessments.ballots.models import Keeper, Poll, PollText, RollEntry
from assessments.ballots.services.counting import tally_of
from assessments.ballots.services.keepers import give_share, take_share
from assessments.ballots.services.roll import roll_acts
from assessments.ballots.services.texts import text_acts
from orgtree.acts import perform_one
from orgtree.errors import RuleBroken
from tests.assessments.ballots.makers import five_people, with_keepers
from tests.assessments.ballots.polls import Voter, act, counted, enrol, opened, prepared, voted

pytestmark = pytest.mark.django_db


def kept(town) -> tuple[Poll, dict[int, str]]:
    """A poll with five keepers who have their shares, opened and voted; {keeper: share}."""
    poll = with_keepers(town)
    enrol(poll, 5, start=10)
    act(poll, "name_keepers", town.street_secretary, **five_people())
    with pytest.raises(RuleBroken, match="全部领取"):
        act(poll, "open", town.street_secretary)
    shares = {keeper.pk: take_share(pk=keeper.pk, by=keeper.user) for keeper in Keeper.objects.filter(poll=poll)}
    poll = act(poll, "open", town.street_secretary)
    voted(poll, "aaabbbbb")
    return poll, shares


def test_two_shares_open_nothing_and_three_do(town):
    """A115: the platform keeps no share that was taken; superuser or not, before the close and with two there are no counts."""
    poll, shares = kept(town)
    assert poll.secret == ""
    assert {keeper.share for keeper in Keeper.objects.all()} == {""}
    keepers = list(Keeper.objects.order_by("pk"))
    with pytest.raises(RuleBroken, match="截止后"):
        give_share(pk=keepers[0].pk, share=shares[keepers[0].pk], by=keepers[0].user)
    act(poll, "close", town.street_secretary, note="")
    for keeper in keepers[:2]:
        give_share(pk=keeper.pk, share=shares[keeper.pk], by=keeper.user)
    with pytest.raises(RuleBroken, match="已交2份"):
        act(poll, "count", town.street_secretary)
    assert tally_of(poll) == {}
    with pytest.raises(RuleBroken, match="已有人交过"):
        give_share(pk=keepers[2].pk, share=shares[keepers[0].pk], by=keepers[2].user)
    with pytest.raises(RuleBroken, match="不存在"):
        give_share(pk=keepers[2].pk, share=shares[keepers[2].pk], by=keepers[3].user)
    give_share(pk=keepers[4].pk, share=shares[keepers[4].pk], by=keepers[4].user)
    act(poll, "count", town.street_secretary)
    assert {tuple(told.counts.values()) for told in tally_of(poll).values()} == {(3, 5, 0, 0)}
    assert {(keeper.share, keeper.given) for keeper in Keeper.objects.all()} == {("", "")}


def test_a_share_is_told_once_on_the_keepers_page(town):
    poll = with_keepers(town)
    act(poll, "name_keepers", town.street_secretary, **five_people())
    keeper = Keeper.objects.order_by("pk").first()
    share, client = keeper.share, Client()
    client.force_login(keeper.user)
    assert share not in client.get(reverse("ballot-keeping")).content.decode()
    assert share in client.post(reverse("ballot-share-take", args=[keeper.pk])).content.decode()
    again = client.post(reverse("ballot-share-take", args=[keeper.pk]), follow=True).content.decode()
    assert share not in again
    assert "只显示一次" in again
    refused = client.post(reverse("ballot-share-give", args=[keeper.pk]), {"share": share})
    assert refused.status_code == 422


# --- The bundle ---------------------------------------------------------------------------------------------------------------


def test_every_altered_byte_is_named(town):
    """A114: the script on another machine: equal; each place that is altered is named."""
    poll = opened(town, numbers=(5, 5))
    voted(poll, "aaabb")
    poll = counted(town, poll)
    bundle = json.loads(poll.bundle)
    assert find_faults(bundle) == []
    for alter, name in ALTERED:
        copy = json.loads(poll.bundle)
        alter(copy)
        assert any(name in fault for fault in find_faults(copy)), name


def _raise(tally: dict) -> None:
    tally["counts"]["a"] += 1


def _another(text: str) -> str:
    return ("0" if text[0] != "0" else "1") + text[1:]


def _set(row: dict, key: str, value) -> None:
    row[key] = value


ALTERED = [
    (lambda told: _raise(told["parts"]["tallies"][0]), "“tallies”"),
    (lambda told: _raise(told["parts"]["tallies"][0]), "各栏合计不等于有效票"),
    (lambda told: _set(told["parts"]["poll"], "people", 99), "“poll”"),
    (lambda told: _set(told["digests"], "poll", _another(told["digests"]["poll"])), "总签名"),
    (lambda told: _set(told, "signature", _another(told["signature"])), "总签名"),
    (lambda told: _set(told, "key", _another(told["key"])), "总签名"),
    (lambda told: told["parts"]["sheets"][0]["ballots"].pop(), "收回4张"),
    (lambda told: told["parts"]["sheets"][0]["ballots"].append(told["parts"]["sheets"][0]["ballots"][0]), "出现两次"),
    (lambda told: _set(told["parts"]["sheets"][0], "issued", 3), "不应多于后者"),
    (
        lambda told: _set(
            told["parts"]["sheets"][0]["ballots"][0],
            "signature",
            _another(told["parts"]["sheets"][0]["ballots"][0]["signature"]),
        ),
        "签名不符",
    ),
    (
        lambda told: _set(
            told["parts"]["sheets"][0]["ballots"][0],
            "token",
            _another(told["parts"]["sheets"][0]["ballots"][0]["token"]),
        ),
        "与票根不符",
    ),
]


def test_the_script_runs_alone(town, tmp_path):
    """One file, nothing but Python; it says what it found and how it ended."""
    poll = opened(town, numbers=(5, 5))
    voted(poll, "aaabb")
    poll = counted(town, poll)
    path = tmp_path / f"{poll.number}.json"
    for text, ended, told in (
        (poll.bundle, 0, "核验通过"),
        (poll.bundle.replace('"a": 3', '"a": 4'), 1, "被改动"),
        ("{}", 1, "不完整"),
    ):
        path.write_text(text, encoding="utf-8")
        command = [sys.executable, "-I", "-X", "utf8", check_result.__file__, str(path)]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
        assert (done.returncode, told in done.stdout) == (ended, True), done.stdout + done.stderr


def test_the_public_list_shows_no_choice_and_has_every_ballot(town):
    """A113: as many fingerprints as ballots, in their own order; the one the voter was told is among them."""
    poll = opened(town, numbers=(6, 5))
    marks = [voter.cast("b", replaces=True)[0][1] for voter in voted(poll, "aaaabb")]
    poll = counted(town, poll)
    shown = Client().get(reverse("ballot-public", args=[poll.number]))
    assert shown.context["marks"] == sorted(marks)
    assert json.loads(poll.bundle)["key"] in shown.content.decode()  # the key of the signature, there since the opening
    assert Client().get(reverse("ballot-bundle", args=[poll.number])).content.decode() == poll.bundle
    assert "较好6" not in shown.content.decode()


# --- Words --------------------------------------------------------------------------------------------------------------------


def test_words_are_kept_without_their_writer_and_read_before_they_go_on(town):
    poll = opened(town, numbers=(6, 5))
    subject = poll.subjects.first()
    voters = [
        Voter(entry).take() for entry in RollEntry.objects.filter(poll=poll, rights__voter_class__label="街道领导班子")
    ]
    for place, voter in enumerate(voters):
        voter.cast("a", {subject.pk: f"意见{place}"} if place < 3 else {})
    with pytest.raises(RuleBroken, match="手机号"):
        voters[5].cast("b", {subject.pk: "请打13812345678"}, replaces=True)
    poll = counted(town, poll)
    assert sorted(PollText.objects.values_list("text", flat=True)) == ["意见0", "意见1", "意见2"]
    assert {field.name for field in PollText._meta.fields} == {"id", "poll", "subject", "text", "state", "reason"}
    row = PollText.objects.first()
    assert perform_one(text_acts, "show", pk=row.pk, by=town.street_secretary).state == "shown"


def test_where_few_voted_nothing_written_is_read(town):
    poll = opened(town, numbers=(5, 5))
    subject = poll.subjects.first()
    for entry in RollEntry.objects.filter(poll=poll, rights__voter_class__label="街道领导班子")[:4]:
        Voter(entry).take().cast("a", {subject.pk: "意见"})
    counted(town, poll)
    assert not PollText.objects.exists()


# --- The close ----------------------------------------------------------------------------------------------------------------


def test_after_its_moment_nothing_comes_in(town):
    """F08: the database's clock decides; what came before is counted, what comes after is refused whole."""
    poll = opened(town, numbers=(6, 5))
    voters = [
        Voter(entry).take() for entry in RollEntry.objects.filter(poll=poll, rights__voter_class__label="街道领导班子")
    ]
    for voter in voters[:5]:
        voter.cast("a")
    Poll.objects.filter(pk=poll.pk).update(closes_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(RuleBroken, match="已经截止"):
        voters[5].cast("d")
    poll = counted(town, poll)
    assert {told.valid for told in tally_of(poll).values() if not told.void} == {5}


def test_the_roll_is_frozen(town):
    """F07: who is put on the roll or loses a post afterwards changes nothing."""
    poll = prepared(town, classes="街道领导班子，100，3，1/3")
    enrol(poll, 5)
    poll = act(poll, "open", town.street_secretary)
    with pytest.raises(RuleBroken):
        perform_one_remove(poll, town)
    assert poll.people == 5


def perform_one_remove(poll: Poll, town) -> None:
    perform_one(roll_acts, "remove", pk=poll.roll.first().pk, by=town.street_secretary)
