"""Which posts one person may have."""

from datetime import timedelta

import pytest
from django.utils import timezone

from orgtree.choices import PostKind
from orgtree.errors import RuleBroken
from orgtree.models import Post
from orgtree.services.people import appoint, create_user, set_active

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(town):
    return create_user(account="xinren", name="新人", password="", home=town.district, by=None)


def test_a_post_that_has_yet_to_begin_excludes_others_too(town, person):
    today = timezone.localdate()
    coming = {"kind": PostKind.AUDITOR, "area": town.district, "since": today + timedelta(days=1)}
    appoint(holder_id=person.pk, **coming, by=town.admin)
    with pytest.raises(RuleBroken, match="专人专岗"):
        appoint(holder_id=person.pk, kind=PostKind.POINTS_CLERK, area=town.east, by=town.admin)


def test_a_post_that_ends_before_the_other_begins_excludes_nothing(town, person):
    tomorrow = timezone.localdate() + timedelta(days=1)
    appoint(holder_id=person.pk, kind=PostKind.AUDITOR, area=town.district, since=tomorrow, by=town.admin)
    appoint(holder_id=person.pk, kind=PostKind.POINTS_CLERK, area=town.east, until=tomorrow, by=town.admin)
    assert Post.objects.filter(holder=person).count() == 2


def test_posts_of_an_account_out_of_use_still_exclude_others(town, person):
    appoint(holder_id=person.pk, kind=PostKind.POINTS_CLERK, area=town.east, by=town.admin)
    set_active(user_id=person.pk, active=False, by=town.admin)
    with pytest.raises(RuleBroken, match="专人专岗"):
        appoint(holder_id=person.pk, kind=PostKind.AUDITOR, area=town.district, by=town.admin)
