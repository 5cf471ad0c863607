"""The roll filled from posts: proposed from the tree, checked by who keeps it, frozen at the opening."""

import pytest
from django.urls import reverse

from assessments.ballots.models import PollClass, PollSubject, RollEntry, RollRight
from assessments.ballots.services import from_posts
from orgtree.choices import PostKind
from orgtree.errors import RuleBroken
from orgtree.models import ActStep
from tests.assessments.ballots.polls import act, prepared
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db
PEERS = "街道领导班子，60，3，1/3\n社区书记互评，40，3，1/3，逐个发票"


def fill(poll, town, label: str, kind=PostKind.COMMUNITY_SECRETARY, reach="below", subject=None, by=None):
    said = {"voter_class": PollClass.objects.get(poll=poll, label=label), "kind": kind, "reach": reach}
    return act(poll, "fill_from_posts", by or town.street_secretary, subject=subject, **said)


def on_roll(poll) -> set:
    return set(RollEntry.objects.filter(poll=poll).values_list("user", flat=True))


def test_who_holds_the_post_there_stands_on_the_roll(town):
    poll = fill(prepared(town), town, "居民代表")
    assert on_roll(poll) == {town.secretary.pk, town.west_secretary.pk}  # not of another street
    entry = RollEntry.objects.get(poll=poll, user=town.secretary)
    assert entry.about == f"{town.east}社区书记"
    assert "新列入“居民代表”2人" in poll.told_filled
    assert ActStep.objects.filter(noun="assessments.rollentry", row_id=entry.pk, by=town.street_secretary).count() == 1


def test_again_it_adds_nobody_and_in_another_class_the_class_alone(town):
    poll = fill(prepared(town), town, "居民代表")
    assert "新列入“居民代表”0人" in fill(poll, town, "居民代表").told_filled
    fill(poll, town, "街道领导班子")
    assert RollEntry.objects.filter(poll=poll).count() == 2
    assert RollRight.objects.filter(entry__poll=poll).count() == 4


def test_at_its_own_level_only_who_sits_there(town):
    poll = prepared(town)
    with pytest.raises(RuleBroken, match="没有人担任") as refused:
        fill(poll, town, "居民代表", reach="own")
    assert refused.value.field == "kind"
    fill(poll, town, "街道领导班子", PostKind.STREET_COMMITTEE, "own")
    assert town.street_secretary.pk in on_roll(poll)


def test_who_is_rated_is_left_out_but_of_peers(town):
    """Nobody rates themselves: not on a sheet for all, nor on that of their own; a peer has one for each other."""
    poll = prepared(town, subjects="东园社区\n西园社区", classes=PEERS)
    own = PollSubject.objects.filter(poll=poll).first()
    PollSubject.objects.filter(pk=own.pk).update(holder=town.secretary)
    assert on_roll(fill(poll, town, "街道领导班子")) == {town.west_secretary.pk}
    assert on_roll(fill(poll, town, "街道领导班子", subject=own)) == {town.west_secretary.pk}
    assert on_roll(fill(poll, town, "社区书记互评")) == {town.west_secretary.pk, town.secretary.pk}


def test_a_class_of_another_poll_too_many_and_after_the_opening(town, monkeypatch):
    poll, other = prepared(town), prepared(town, title="另一次", classes="代表，100，3，1/3")
    with pytest.raises(RuleBroken) as refused:
        act(
            poll, "fill_from_posts", town.street_secretary, kind=PostKind.COMMUNITY_SECRETARY, reach="below",
            voter_class=PollClass.objects.get(poll=other), subject=None,
        )  # fmt: skip
    assert refused.value.field == "voter_class"
    with monkeypatch.context() as patch:
        patch.setattr(from_posts, "MOST", 0)
        with pytest.raises(RuleBroken, match="一次最多0人"):
            fill(poll, town, "居民代表")
    fill(poll, town, "居民代表")
    act(poll, "open", town.street_secretary)
    with pytest.raises(RuleBroken):
        fill(poll, town, "居民代表")


def test_on_the_page_of_the_poll(town):
    """The clerk chooses class, post and reach; nobody is typed."""
    poll = prepared(town)
    client = signed_in(town.street_secretary)
    shown = client.get(reverse("admin:assessments_poll_change", args=[poll.pk])).content.decode()
    assert "按任职列入名册" in shown
    shown = signed_in(town.secretary).get(reverse("admin:assessments_poll_change", args=[poll.pk]))
    assert shown.status_code != 200 or "按任职列入名册" not in shown.content.decode()
