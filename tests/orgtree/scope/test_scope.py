"""`.allowed` opens a post's subtree and nothing else."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.choices import PostKind
from orgtree.models import Area, DeadlineRule, ImportJob, Institution, Post
from orgtree.people.services.people import appoint
from orgtree.scope.models import rows as scope
from tests.volunteers.people import accepted
from volunteers.models import Member

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
    appoint(holder_id=town.west_secretary.pk, kind=PostKind.GRID_WORKER, area=town.east_grid, by=None)
    assert {"西园社区", "东园一网格"} <= names(town.west_secretary)
    assert "东园社区" not in names(town.west_secretary)


def test_within_is_the_subtree_of_an_area(town):
    assert Area.objects.within(town.west).count() == 3


def test_scope_is_one_query(town, django_assert_num_queries):
    with django_assert_num_queries(1):
        list(Area.objects.allowed(town.street_secretary, P.AREA_VIEW))


# --- Pages that only read ------------------------------------------------------------------------------------------------


def shown(user):
    return set(Area.objects.shown_to(user, P.AREA_VIEW).values_list("name", flat=True))


def test_a_page_that_reads_is_shown_what_is_allowed(town):
    appoint(holder_id=town.west_secretary.pk, kind=PostKind.GRID_WORKER, area=town.east_grid, by=None)
    for user in town.people:
        assert shown(user) == names(user), user
    assert shown(None) == shown(AnonymousUser()) == set()


def test_the_numbers_of_ones_places_stand_in_its_statement_and_cost_no_other(town, django_assert_num_queries):
    assert town.secretary.live_posts
    with django_assert_num_queries(1) as asked:
        list(Area.objects.shown_to(town.secretary, P.AREA_VIEW))
    sql = asked.captured_queries[0]["sql"]
    assert f'"lft" >= {town.east.lft}' in sql
    assert f'"lft" <= {town.east.rght}' in sql
    assert "EXISTS" in sql


def test_they_only_narrow(town, monkeypatch):
    """A post that has ended shows nothing, though the request had read it; nor does a place that a post is said to have."""
    assert town.clerk.live_posts
    assert shown(town.clerk)
    Post.objects.filter(holder=town.clerk).update(until=timezone.localdate())
    assert shown(town.clerk) == set()
    [post] = town.grid_worker.live_posts
    post.area = town.province
    assert shown(town.grid_worker) == {"东园一网格", "1号楼", "2号楼"}


def test_who_sits_in_many_places_is_served_by_the_posts_alone(town, monkeypatch):
    monkeypatch.setattr(scope, "MOST_PLACES_AS_NUMBERS", 0)
    assert str(town.east.lft) not in str(Area.objects.shown_to(town.secretary, P.AREA_VIEW).query).split("WHERE")[1]
    assert shown(town.secretary) == names(town.secretary)


def test_a_unit_is_shown_what_is_allowed(town):
    """Where units own rows, the places of one's posts do not tell where they are."""
    above = Institution.objects.create(name="区教育局", kind="authority", area=town.district)
    Institution.objects.create(name="西园小学", kind="school", area=town.west, superior=above)
    appoint(holder_id=town.grid_worker.pk, kind=PostKind.DEPARTMENT, institution=above, by=None)
    appoint(holder_id=town.building_head.pk, kind=PostKind.UNIT_ORG, institution=above, by=None)
    for user, seen in ((town.grid_worker, {"区教育局", "西园小学"}), (town.building_head, {"区教育局", "西园小学"})):
        assert set(Institution.objects.shown_to(user, P.INSTITUTION_VIEW).values_list("name", flat=True)) == seen
    member = accepted(town.east, town.secretary)
    assert not Member.objects.shown_to(town.building_head, P.MEMBER_VIEW).exists()
    assert list(Member.objects.shown_to(town.secretary, P.MEMBER_VIEW)) == [member]


def test_a_model_with_a_gate_of_its_own_keeps_it(town):
    """Rules are read by all who read rules, wherever they sit."""
    rule = DeadlineRule.objects.create(area=town.west, key="accept", number=3, unit="workday", active_from="2030-01-01")
    assert rule in DeadlineRule.objects.shown_to(town.secretary, P.RULES_VIEW)
