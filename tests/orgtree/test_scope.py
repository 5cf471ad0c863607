"""`.allowed` opens a post's subtree and nothing else."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.choices import PostKind
from orgtree.models import Area, ImportJob, Post
from orgtree.services.people import appoint

pytestmark = pytest.mark.django_db


def names(user, permission=P.AREA_VIEW):
    return set(Area.objects.allowed(user, permission).values_list("name", flat=True))


def test_a_post_opens_its_area_and_all_below(town):
    assert names(town.grid_worker) == {"东园一网格", "1号楼", "2号楼"}
    assert "东园社区" not in names(town.grid_worker)


def test_neighbours_do_not_see_each_other(town):
    assert not names(town.west_secretary) & {"东园社区", "东园一网格", "城关街道"}
    # Control: the street above both sees both.
    assert {"东园社区", "西园社区"} <= names(town.street_secretary)


def test_a_permission_that_the_post_lacks_opens_nothing(town):
    assert names(town.auditor) == set()
    assert names(town.grid_worker, P.AREA_EDIT) == set()


def test_fails_closed_without_user_post_or_activity(town):
    assert names(None) == set()
    assert names(AnonymousUser()) == set()
    Post.objects.filter(holder=town.clerk).update(until=timezone.localdate())
    assert names(town.clerk) == set()
    town.secretary.is_active = False
    assert names(town.secretary) == set()


def test_deactivation_counts_for_an_instance_loaded_before_it(town):
    stale = town.secretary
    type(stale).objects.filter(pk=stale.pk).update(is_active=False)
    assert names(stale) == set()


def test_a_model_without_a_path_gives_no_rows(town, monkeypatch):
    ImportJob.objects.create(importer="x", area=town.east, filename="a.xlsx", created_by=town.secretary)
    assert ImportJob.objects.allowed(town.secretary, P.IMPORT).count() == 1
    monkeypatch.delattr(ImportJob, "scope_area")
    assert ImportJob.objects.allowed(town.secretary, P.IMPORT).count() == 0


def test_two_posts_open_two_subtrees(town):
    appoint(holder_id=town.west_secretary.pk, kind=PostKind.GRID_WORKER, area=town.east_grid, by=town.admin)
    assert {"西园社区", "东园一网格"} <= names(town.west_secretary)
    assert "东园社区" not in names(town.west_secretary)


def test_within_is_the_subtree_of_an_area(town):
    assert Area.objects.within(town.west).count() == 3


def test_scope_is_one_query(town, django_assert_num_queries):
    with django_assert_num_queries(1):
        list(Area.objects.allowed(town.street_secretary, P.AREA_VIEW))
