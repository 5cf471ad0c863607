"""Reach as text: the same areas as the live posts reach when one goes through them one by one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from orgtree.choices import InstitutionKind, PostKind
from orgtree.choices import Permission as P
from orgtree.models import Area, Post, User
from orgtree.people.services.people import appoint
from orgtree.scope.models.reach import Hand, Reached, Seats, Touched
from orgtree.scope.services import is_within_reach, within_reach
from orgtree.units.services.institutions import create_institution

pytestmark = pytest.mark.django_db
KINDS = frozenset({PostKind.COMMUNITY_SECRETARY, PostKind.STREET_COMMITTEE, PostKind.GRID_WORKER})


def below(post: Post, area: Area) -> bool:
    return area.tree_id == post.area.tree_id and post.area.lft <= area.lft and area.rght <= post.area.rght


def above(post: Post, area: Area) -> bool:
    return area.tree_id == post.area.tree_id and area.lft <= post.area.lft and post.area.rght <= area.rght


def one_by_one(seats: Seats, *ways) -> set[int]:
    posts = [post for post in seats.rows().select_related("area") if post.area_id]
    return {area.pk for area in Area.objects.all() for post in posts if any(way(post, area) for way in ways)}


def compare(user, kinds=KINDS) -> set[int]:
    """What the person reaches, once both ways agree; whoever is touched too."""
    seats = Seats(user.pk, kinds, timezone.localdate())
    reached = set(Area.objects.filter(Reached("", seats)).values_list("pk", flat=True))
    touched = set(Area.objects.filter(Q(Touched("", seats))).values_list("pk", flat=True))
    assert reached == one_by_one(seats, below)
    assert touched == one_by_one(seats, below, above)
    assert set(Area.objects.exclude(Reached("", seats)).values_list("pk", flat=True)).isdisjoint(reached)
    assert by_hand(Area.objects.filter(Reached("", seats)), seats) == reached
    assert by_hand(Area.objects.filter(Touched("", seats)), seats) == touched
    return reached


def by_hand(areas, seats: Seats) -> set[int]:
    """The same in a statement that reads the person's seats once, ahead of its questions."""
    hand = Hand(seats.holder, seats.today)
    with hand.held():
        sql, values = areas.values("pk").order_by().query.get_compiler("default").as_sql()
    assert "seats_in_hand" in sql
    with connection.cursor() as cursor:
        cursor.execute(f"{hand.head} {sql}", [*hand.values, *values])
        return {pk for (pk,) in cursor.fetchall()}


def test_another_persons_seats_are_not_taken_from_the_hand(town):
    seats, today = Seats(town.secretary.pk, KINDS, timezone.localdate()), timezone.localdate()
    for hand in (Hand(town.clerk.pk, today), Hand(seats.holder, today - timedelta(days=1))):
        with hand.held():
            assert "seats_in_hand" not in str(Area.objects.filter(Reached("", seats)).query)
    with Hand(seats.holder, today).held():
        assert "seats_in_hand" in str(Area.objects.filter(Reached("", seats)).query)


def test_it_reaches_what_the_live_posts_reach(town):
    assert {len(compare(user)) for user in town.people} >= {0, 1, 3}
    assert compare(town.secretary) < compare(town.street_secretary)


def test_posts_that_are_over_or_to_come_and_accounts_out_of_use_reach_nothing(town):
    user, today = town.secretary, timezone.localdate()
    posts = Post.objects.filter(holder=user)
    assert compare(user)
    for since, until in ((today, today), (today - timedelta(days=9), today), (today + timedelta(days=1), None)):
        posts.update(since=since, until=until)
        assert compare(user) == set()
    posts.update(since=today, until=today + timedelta(days=1))
    assert compare(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert compare(user) == set()


@pytest.mark.parametrize("permission", [P.AREA_VIEW, P.CASE_ENTER, P.MEMBER_VIEW])
def test_one_row_is_in_reach_where_all_of_them_are(town, permission):
    """The statement that is put together once says of each row what `within_reach` says, whoever asks and wherever they sit."""
    unit = create_institution(name="城管局", kind=InstitutionKind.AUTHORITY, area=town.district, by=None)
    appoint(holder_id=town.clerk.pk, kind=PostKind.DEPARTMENT, institution=unit, by=None)
    Post.objects.filter(holder=town.auditor).update(until=timezone.localdate())
    ids = list(Area.objects.values_list("pk", flat=True))
    told = set()
    for person in [*User.objects.filter(pk__in=[user.pk for user in town.people]), None]:
        reached = set(within_reach(Area, permission, person).values_list("pk", flat=True))
        assert {pk for pk in ids if is_within_reach(Area, permission, person, pk)} == reached
        told.add(len(reached))
    assert {0, len(ids)} < told
    secretary = User.objects.get(pk=town.secretary.pk)
    assert is_within_reach(Area, permission, secretary, town.east.pk)
    Post.objects.filter(holder=secretary).update(until=timezone.localdate())
    assert not is_within_reach(Area, permission, secretary, town.east.pk)  # asked of the database, not of the request


def test_a_post_given_or_ended_counts_at_once(town):
    """Nothing of it is kept: the same person, asked again within the request, has what the database says."""
    before = compare(town.secretary)
    appoint(holder_id=town.secretary.pk, kind=PostKind.GRID_WORKER, area=town.west_grid, by=None)
    assert compare(town.secretary) > before
    Post.objects.filter(holder=town.secretary, kind=PostKind.GRID_WORKER).update(until=timezone.localdate())
    assert compare(town.secretary) == before


def test_posts_of_other_kinds_do_not_count(town):
    assert compare(town.secretary, frozenset({PostKind.GRID_WORKER})) == set()
    assert compare(town.secretary, frozenset()) == set()


def test_the_ground_may_be_of_a_row_that_another_row_names(town):
    seats = Seats(town.secretary.pk, KINDS, timezone.localdate())
    found = Post.objects.filter(Reached("area", seats) | Q(pk__in=[]))
    assert {post.holder.name for post in found} == {"东园书记", "东园积分员", "东园网格员", "东园楼栋长"}
    assert found.filter(pk__in=Post.objects.exclude(Reached("area", seats)).values("pk")).count() == 0
