"""The three administrators are three people in the database too (GB/T 22239-2019 8.1.5), whoever writes."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from orgtree.choices import PostKind
from orgtree.models import Post


def held(holder, kind, area, since=0, until=None) -> Post:
    """A post past every service, its days counted from today."""
    today = timezone.localdate()
    days = {"since": today + timedelta(days=since), "until": until and today + timedelta(days=until)}
    return Post.objects.create(holder=holder, kind=kind, area=area, **days)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [PostKind.AUDITOR, PostKind.SYSTEM_ADMIN])
def test_who_holds_another_post_becomes_neither(town, kind):
    with pytest.raises(IntegrityError, match="excludes others"), transaction.atomic():
        held(town.secretary, kind, town.district)


@pytest.mark.django_db
def test_an_administrator_becomes_nothing_else(town):
    for kind, area in ((PostKind.COMMUNITY_SECRETARY, town.east), (PostKind.SYSTEM_ADMIN, town.district)):
        with pytest.raises(IntegrityError, match="excludes others"), transaction.atomic():
            held(town.auditor, kind, area)


@pytest.mark.django_db
def test_days_that_do_not_meet_are_no_double_post(town):
    post = Post.objects.get(holder=town.auditor)
    today = timezone.localdate()
    Post.objects.filter(pk=post.pk).update(since=today - timedelta(days=9), until=today + timedelta(days=5))
    later = held(town.auditor, PostKind.COMMUNITY_SECRETARY, town.east, since=5)
    with pytest.raises(IntegrityError, match="excludes others"), transaction.atomic():
        Post.objects.filter(pk=later.pk).update(since=today + timedelta(days=4))


@pytest.mark.django_db
def test_control_posts_that_exclude_nobody_are_held_together(town):
    held(town.secretary, PostKind.POINTS_CLERK, town.east)
    assert Post.objects.filter(holder=town.secretary).count() == 2
