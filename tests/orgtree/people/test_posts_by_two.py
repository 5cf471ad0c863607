"""A post that opens data of persons is given by one and confirmed by another: an administrator makes nobody a secretary alone."""

import pytest
from django.db import IntegrityError, transaction

from orgtree.acts import perform_one
from orgtree.choices import Permission as P
from orgtree.choices import PostKind, PostState
from orgtree.errors import RuleBroken
from orgtree.models import Area, Notice, Post, User
from orgtree.people.acts import post_acts
from orgtree.people.services.people import appoint, open_account
from orgtree.scope.rules.grants import GRANTS, PERSONAL, opens_persons

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(town) -> User:
    return open_account(name="新来的", account="xinlai", phone="", home=town.district, by=town.admin)[0]


@pytest.fixture
def waiting(town, person) -> Post:
    return appoint(holder_id=person.pk, kind=PostKind.COMMUNITY_SECRETARY, area=town.east, beside=True, by=town.admin)


def again(user) -> User:
    return User.objects.get(pk=user.pk)


def test_which_posts_take_two():
    taking = {kind for kind in GRANTS if opens_persons(kind)}
    assert taking == {kind for kind, grant in GRANTS.items() if grant.permissions & PERSONAL} - {
        PostKind.EMERGENCY_LEAD,
        PostKind.AUDITOR,
    }
    assert {PostKind.COMMUNITY_SECRETARY, PostKind.STREET_COMMITTEE, PostKind.UNIT_ORG} <= taking
    assert not {PostKind.SYSTEM_ADMIN, PostKind.ORGANISATION_DEPT, PostKind.BUILDING_HEAD} & taking


def test_until_it_is_confirmed_it_gives_nothing(town, person, waiting):
    assert waiting.state == PostState.WAITING
    assert not waiting.is_live
    assert again(person).live_posts == []
    assert not again(person).is_staff
    assert not Area.objects.allowed(again(person), P.MEMBER_VIEW).exists()
    assert not Post.objects.live().filter(pk=waiting.pk).exists()
    # Control: one that opens no persons begins at once, and so does any that nobody's own decision gave.
    assert appoint(holder_id=person.pk, kind=PostKind.BUILDING_HEAD, area=town.east_building, by=town.admin).is_live
    assert appoint(holder_id=person.pk, kind=PostKind.POINTS_CLERK, area=town.east, by=None).is_live


@pytest.mark.parametrize("who", ["auditor", "street_secretary"])
def test_another_confirms_it_and_both_are_told(town, person, waiting, who):
    confirmer = getattr(town, who)
    told = Notice.objects.filter(key=f"post:{waiting.pk}:waiting").values_list("user", flat=True)
    assert confirmer.pk in told
    assert town.admin.pk not in told
    assert person.pk not in told
    done = perform_one(post_acts, "confirm", pk=waiting.pk, by=confirmer)
    assert (done.confirmed_by, done.state) == (confirmer, PostState.LIVE)
    assert Area.objects.allowed(again(person), P.MEMBER_VIEW).filter(pk=town.east.pk).exists()
    assert Notice.objects.filter(user__in=[town.admin, person], title__contains="已由第二人确认").count() == 2


def test_nobody_confirms_what_he_gave_or_what_he_is_to_hold(town, person, waiting):
    for by in (town.admin, town.secretary, person):  # none of them has the right, the giver least of all
        with pytest.raises(RuleBroken):
            perform_one(post_acts, "confirm", pk=waiting.pk, by=again(by))
    Post.objects.filter(pk=waiting.pk).update(given_by=town.auditor)
    with pytest.raises(RuleBroken, match="任命人以外"):
        perform_one(post_acts, "confirm", pk=waiting.pk, by=town.auditor)
    Post.objects.filter(pk=waiting.pk).update(given_by=town.admin, holder=town.street_secretary)
    with pytest.raises(RuleBroken, match="自己的岗位"):
        perform_one(post_acts, "confirm", pk=waiting.pk, by=town.street_secretary)
    # The database says so too.
    with pytest.raises(IntegrityError, match="post_confirmed_by_another"), transaction.atomic():
        Post.objects.filter(pk=waiting.pk).update(confirmed_by=town.admin)


def test_a_right_to_confirm_is_asked_where(town, person):
    north = appoint(holder_id=person.pk, kind=PostKind.COMMUNITY_SECRETARY, area=town.north, beside=True, by=town.admin)
    with pytest.raises(RuleBroken):
        perform_one(post_acts, "confirm", pk=north.pk, by=town.street_secretary)


def test_one_that_is_declined_or_ended_never_begins(town, person, waiting):
    perform_one(post_acts, "decline", pk=waiting.pk, by=town.auditor, reason="未经研究决定")
    waiting.refresh_from_db()
    assert waiting.state == PostState.ENDED
    assert again(person).live_posts == []
    assert Notice.objects.filter(user=town.admin, title__contains="没有通过确认").exists()
    other = appoint(holder_id=person.pk, kind=PostKind.POINTS_CLERK, area=town.east, by=town.admin)
    perform_one(post_acts, "end", pk=other.pk, by=town.admin)
    other.refresh_from_db()
    assert other.state == PostState.ENDED
    assert not Post.objects.waiting().exists()


def test_an_administrator_cannot_give_himself_sight_of_persons(town):
    """The three clicks of before: an account, a post, signing in with the one-time password."""
    user, _ = open_account(name="马甲", account="majia", phone="", home=town.district, by=town.admin)
    appoint(holder_id=user.pk, kind=PostKind.STREET_COMMITTEE, area=town.street, by=town.admin)
    with pytest.raises(RuleBroken):
        perform_one(post_acts, "confirm", pk=Post.objects.get(holder=user).pk, by=again(user))
    assert not again(user).holds(P.MEMBER_VIEW)


def test_it_waits_on_the_desk_of_who_may_confirm(client, town, waiting):
    client.force_login(town.auditor)
    page = client.get("/desk/").content.decode()
    assert "确认任职" in page
    listed = client.get("/desk/orgtree/post/?waits__exact=1").content.decode()
    assert "待确认" in listed
    assert "新来的" in listed
    assert "确认任职" in client.get(f"/desk/orgtree/post/{waiting.pk}/change/").content.decode()
    client.force_login(town.admin)
    assert "确认任职" not in client.get(f"/desk/orgtree/post/{waiting.pk}/change/").content.decode()
