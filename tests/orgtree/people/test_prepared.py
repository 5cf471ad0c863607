"""Prepared statements give what their queryset gives, whoever asks and whenever."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from orgtree.choices import PostKind
from orgtree.database.prepared import Prepared
from orgtree.models import Area, Institution, Post, User
from orgtree.people.models.people import POSTS_HELD

pytestmark = pytest.mark.django_db


def told(posts) -> list[tuple]:
    """Every field of the posts, of their places and units."""
    return [
        (
            *(
                {k: v for k, v in vars(row).items() if k != "_state"}
                for row in (post, post.area, post.institution)
                if row
            ),
            post.is_over_all,
        )
        for post in posts
    ]


def asked(holder, today) -> list[Post]:
    return list(POSTS_HELD.rows(holder=holder, today=today))


def test_posts_are_those_of_the_queryset(town, django_assert_num_queries):
    today = timezone.localdate()
    unit = Institution.objects.create(name="第一中学", kind="school", area=town.east)
    Post.objects.create(holder=town.clerk, kind=PostKind.UNIT_ORG, institution=unit)
    Post.objects.filter(holder=town.auditor).update(until=today)
    for person in town.people:
        for day in (today, today - timedelta(days=1), today + timedelta(days=1)):
            expected = asked(person.pk, day)
            with django_assert_num_queries(1):
                found = told(POSTS_HELD(holder=person.pk, today=day))
            assert found == told(expected)
    assert len(POSTS_HELD(holder=town.clerk.pk, today=today)) == 2
    assert POSTS_HELD(holder=town.auditor.pk, today=today) == []  # control: ended today


def test_what_is_not_asked_by_every_mark_is_refused():
    forgetful = Prepared(lambda holder, today: Post.objects.filter(holder=holder), holder=-1, today=date.min)
    with pytest.raises(ValueError, match="today"):
        forgetful(holder=1, today=timezone.localdate())


def test_fields_that_are_kept_otherwise_are_read_as_the_queryset_reads_them(town):
    """A sealed number is opened, for the row itself and for the one read beside it."""
    users = Prepared(lambda pk: User.objects.filter(pk=pk), pk=-1)
    posts = Prepared(lambda pk: Post.objects.filter(holder=pk).select_related("holder"), pk=-1)
    person = town.people[0]
    person.phone = "13800000001"
    person.save()
    assert users(pk=person.pk)[0].phone == posts(pk=person.pk)[0].holder.phone == "13800000001"
    assert users(pk=0) == []


def test_behind_a_lock_it_gives_the_same_rows(town, django_assert_num_queries):
    areas = Prepared(lambda pk: Area.objects.filter(pk=pk), pk=-1)
    with django_assert_num_queries(1):
        assert areas.behind(7, pk=town.east.pk) == [town.east]
