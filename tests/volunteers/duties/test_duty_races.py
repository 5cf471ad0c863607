"""Fifty phones, one post: the quota holds by a lock on the post, and is broken without it."""

import threading

import pytest

from orgtree.acts import make, perform
from orgtree.places import Capacity
from tests.volunteers.people import accepted
from tests.volunteers.posts import claimed, opened
from tests.volunteers.test_races import at_once
from volunteers.duties.services import claiming
from volunteers.duties.services.claiming import pledge_for
from volunteers.duties.services.duty_claim_acts import duty_claims
from volunteers.models import DutyClaim, DutyPost

pytestmark = pytest.mark.django_db(transaction=True)
CLAIMANTS, NEEDED = 50, 3


@pytest.fixture
def town(committed_town):
    return committed_town


def claim(post, member, pledge):
    return lambda: make(duty_claims, "claim", post=post, pledge=pledge, by=member.user)


def test_fifty_claims_at_once_fill_three_places(town):
    post = opened(town.east, town.secretary, needed=NEEDED)
    members = [accepted(town.east, town.secretary) for _ in range(CLAIMANTS)]
    pledge = pledge_for(post.kind)
    results = at_once(*[claim(post, member, pledge) for member in members])
    assert results.count("full") == CLAIMANTS - NEEDED
    assert DutyClaim.objects.live().filter(post=post).count() == NEEDED


def test_control_without_the_lock_the_quota_breaks(town, monkeypatch):
    post = opened(town.east, town.secretary, needed=1)
    members = [accepted(town.east, town.secretary) for _ in range(2)]
    both_counted, check_room = threading.Barrier(2), claiming.check_room

    def late(**numbers):
        check_room(**numbers)
        both_counted.wait(10)  # neither sees the claim of the other, which is not written yet

    monkeypatch.setattr(claiming, "_locked_post", lambda pk: DutyPost.objects.select_related("area").get(pk=pk))
    monkeypatch.setattr(Capacity, "_locked", lambda places: places.holder._default_manager)
    monkeypatch.setattr(claiming, "check_room", late)
    at_once(*[claim(post, member, pledge_for(post.kind)) for member in members])
    assert DutyClaim.objects.live().filter(post=post).count() == 2  # two people on one place: what the lock is for


def test_a_double_tap_is_one_claim(town):
    post, member = opened(town.east, town.secretary), accepted(town.east, town.secretary)
    results = at_once(*[claim(post, member, pledge_for(post.kind))] * 6)
    assert sorted(made.is_new for made in results) == [False] * 5 + [True]
    assert DutyClaim.objects.count() == 1


def test_the_limit_of_a_member_holds_across_posts(town):
    member = accepted(town.east, town.secretary)
    posts = [opened(town.east, town.secretary, title=f"岗位{number}") for number in range(5)]
    results = at_once(*[claim(post, member, pledge_for(post.kind)) for post in posts])
    assert results.count("too_many") == 2
    assert DutyClaim.objects.live().filter(member=member).count() == 3


def test_two_appointments_are_one(town):
    post, member = opened(town.east, town.secretary), accepted(town.east, town.secretary)
    made = claimed(post, member)
    outcomes = at_once(
        *[lambda by=by: perform(duty_claims, "appoint", ids=[made.pk], by=by) for by in (town.clerk, town.secretary)]
    )
    assert sorted(outcome.done for outcome in outcomes) == [0, 1]
