"""No list of the API asks every row of its table who may see it: the plans of PostgreSQL, read."""

import json
from collections import defaultdict
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config.api import router
from orgtree.api import base
from orgtree.choices import Permission as P
from orgtree.choices import PostKind
from orgtree.models import Institution, ScopedQuerySet
from orgtree.people.services.people import appoint
from orgtree.scope.models.either import rows_of_either
from orgtree.scope.models.rows import institution_paths, scope_condition
from orgtree.scope.rules.grants import post_kinds_reading_persons, post_kinds_with, reaches_down
from tests.api import Api
from volunteers.models import Member

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(town, planted):
    """The planted member, the secretary of their community, and once more the member as secretary of another one."""
    member = Member.objects.get(pk=planted["volunteers.member"])
    return {"member": member.user, "secretary": town.secretary, "town": town}


def lists():
    return [(prefix, view_set) for prefix, view_set, _ in router.registry if hasattr(view_set, "list")]


def rows_of(prefix, user) -> list:
    body = Api(user).get(f"{prefix}/").json()
    return [row["id"] for row in (body["results"] if isinstance(body, dict) else body)]


def asked_of_every_row(prefix, view_set, user) -> list[str]:
    """What the list's statements ask of rows of its table by a sub-select for each."""
    api = Api(user)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert api.get(f"{prefix}/").status_code == 200
    table = view_set.queryset.model._meta.db_table
    texts = [
        query["sql"] for query in captured if query["sql"].startswith("SELECT") and f'FROM "{table}"' in query["sql"]
    ]
    return [filtered for text in texts for filtered in filters_of(plan_of(text), table)]


def plan_of(text: str) -> dict:
    """How the statement is answered, its tables joined in the order in which it names them.

    Left to the database, what it happens to know of a few rows decides whether the table comes before a condition or after.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL join_collapse_limit = 1")
        cursor.execute("EXPLAIN (FORMAT JSON) " + text.replace("%", "%%"), [])
        [[plan]] = cursor.fetchall()
    return (json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]


def filters_of(node: dict, table: str) -> list[str]:
    """The filters with a sub-select in them that rows of the table must pass, one by one, in this plan."""
    own = [node[key] for key in ("Filter", "Join Filter") if "SubPlan" in node.get(key, "")]
    found = own if reads(node, table) else []
    return found + [filtered for child in node.get("Plans", []) for filtered in filters_of(child, table)]


def reads(node: dict, table: str) -> bool:
    """Whether rows of the table come up through this node, those that only sub-selects read aside."""
    below = [
        child for child in node.get("Plans", []) if child.get("Parent Relationship") not in {"SubPlan", "InitPlan"}
    ]
    return node.get("Relation Name") == table or any(reads(child, table) for child in below)


# Who comes by two ways asks each list by both. Who comes by one asks by it alone: what is left out of the statement then is
# left out by the kit, which every eighth list shows.
BY_BOTH = ("both", "area and unit")


@pytest.mark.parametrize("who", ["member", "secretary", "unit", *BY_BOTH])
def test_no_list_asks_every_row(people, planted, who):
    user = people.get(who) or {"both": as_both, "unit": as_unit, "area and unit": as_area_and_unit}[who](
        people, planted
    )
    some = lists() if who in BY_BOTH else lists()[::8]
    asked = {prefix: asked_of_every_row(prefix, view_set, user) for prefix, view_set in some}
    found = {prefix for prefix, filters in asked.items() if filters}
    assert found == set(), [asked[prefix][0] for prefix in found]


def as_unit(people, planted):
    """Somebody whose only post is at the unit where the planted member works."""
    user = people["town"].building_head
    yesterday = timezone.localdate() - timedelta(days=1)
    user.posts.update(since=yesterday - timedelta(days=1), until=yesterday)
    return seat_at_unit(user, planted)


def as_area_and_unit(people, planted):
    return seat_at_unit(people["secretary"], planted)


def seat_at_unit(user, planted):
    unit = Institution.objects.get(pk=planted["orgtree.institution"])
    for kind in (PostKind.UNIT_ORG, PostKind.DEPARTMENT):
        appoint(holder_id=user.pk, kind=kind, institution=unit, by=None)
    return user


def as_both(people, planted=None):
    """The member, who is now also secretary of a community where none of their rows are."""
    appoint(holder_id=people["member"].pk, kind=PostKind.COMMUNITY_SECRETARY, area=people["town"].west, by=None)
    return people["member"]


@pytest.mark.parametrize("who", ["secretary", "unit", "area and unit"])
def test_each_way_by_itself_leads_to_the_same_rows(people, planted, who):
    """Rows of areas and of units: what a page is shown, put together of halves, is what `allowed` says in one condition."""
    user = people.get(who) or {"unit": as_unit, "area and unit": as_area_and_unit}[who](people, planted)
    found = 0
    for turn, model in enumerate(model for model in apps.get_models() if institution_paths(model)):
        some = who not in BY_BOTH or is_plain(model)
        for permission in one_of_each(permissions_alike(user), turn) if some else P.values:
            rows = model.objects
            allowed = sorted(rows.allowed(user, permission).values_list("pk", flat=True))
            assert sorted(rows.shown_to(user, permission).values_list("pk", flat=True)) == allowed
            union = rows_of_either(rows.all(), *rows.by_each_way(user, permission))
            assert sorted(union.values_list("pk", flat=True)) == allowed
            found += len(allowed)
    assert found


def is_plain(model) -> bool:
    """Whether the model asks of a permission only which posts have it."""
    return type(model.objects.all()).allowed is ScopedQuerySet.allowed


def permissions_alike(user) -> list[list[str]]:
    """All permissions, together those that the same posts of the user have, reaching equally far."""
    kinds, alike = {post.kind for post in user.live_posts}, defaultdict(list)
    for one in P.values:
        held = post_kinds_with(one) & kinds, post_kinds_reading_persons(one) & kinds
        alike[held, reaches_down(one, persons=True), reaches_down(one, persons=False)].append(one)
    return list(alike.values())


def one_of_each(alike: list[list[str]], turn: int) -> list[str]:
    """A permission of each kind, another one at each turn."""
    return [permissions[turn % len(permissions)] for permissions in alike]


def test_one_condition_of_both_would_be_seen(people, monkeypatch):
    """Negative control: scope OR own, in one condition."""

    def one_condition(rows, user, permission, own_path, **reading):
        return rows.filter(scope_condition(rows.model, user, permission) | Q(**{own_path: user.pk}))

    monkeypatch.setattr(base, "rows_by_post_or_own", one_condition)
    view_sets, user = dict(lists()), as_both(people)
    for prefix in ("service-records", "report-ins", "check-ins"):
        assert asked_of_every_row(prefix, view_sets[prefix], user), prefix


def test_a_person_with_a_post_sees_both_halves_once(people):
    """A member who is secretary elsewhere sees their own rows and those of the post, counted and paged as one list."""
    alone = {prefix: rows_of(prefix, people["member"]) for prefix, view_set in lists()}
    user = as_both(people)
    for prefix, view_set in lists():
        rows = rows_of(prefix, user)
        assert len(rows) == len(set(rows)), prefix
        assert set(alone[prefix]) <= set(rows), prefix
        own = set(alone[prefix])
        halves = [row for row in rows if row in own][:2] + [row for row in rows if row not in own][:2]
        for row in halves if hasattr(view_set, "retrieve") else []:
            assert Api(user).get(f"{prefix}/{row}/").status_code == 200, prefix
    assert len(alone["service-records"]) == 1


def test_own_rows_are_reached_by_one_way(people):
    """A path over many rows would list a row once for each: such view sets say themselves which rows are whose."""
    for prefix, view_set in lists():
        path = getattr(view_set, "own_path", None)
        if path and "get_queryset" not in vars(view_set):
            model = view_set.queryset.model
            for name in path.split("__"):
                field = model._meta.get_field(name)
                assert field.many_to_one or field.one_to_one, prefix
                model = field.related_model
