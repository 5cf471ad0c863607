"""Rows that several units own together: each unit's posts see them, once, and nobody else's."""

import pytest
from django.core.paginator import Paginator
from django.db.models import Count, Sum

from orgtree.choices import Permission as P
from orgtree.choices import PostKind
from orgtree.models import Institution, User
from orgtree.people.services.people import appoint, create_user
from orgtree.scope.models import rows as scope
from orgtree.scope.models.either import rows_by_post_or_own
from orgtree.scope.models.rows import leads_to_many, scope_condition
from tests.upstairs.models import Matter, MatterHandler, MatterParty
from tests.volunteers.people import accepted

pytestmark = pytest.mark.django_db
NAMES = ("住建局", "城管局", "水务局", "教育局")


@pytest.fixture
def units(town):
    return [Institution.objects.create(name=name, kind="authority", area=town.district) for name in NAMES]


@pytest.fixture
def matter(town, units):
    """Handled by the first three units, the first of which asked for it too."""
    row = Matter.objects.create(area=town.east, title="路面积水")
    for unit in units[:3]:
        MatterHandler.objects.create(matter=row, unit=unit)
    MatterParty.objects.create(matter=row, unit=units[0])
    return row


def officer(town, *units):
    """A person with the post of a department at each of the units."""
    user = create_user(account="officer", name="部门联络员", home=town.district, by=None)
    for unit in units:
        appoint(holder_id=user.pk, kind=PostKind.DEPARTMENT, institution=unit, by=None)
    return user


def seen(user):
    return Matter.objects.allowed(user, P.INSTITUTION_VIEW)


def test_each_handler_sees_it(town, units, matter):
    assert [list(seen(officer(town, units[0])))] == [[matter]]


@pytest.mark.parametrize("many", [1, 3])
def test_a_row_with_three_handlers_is_one_row_everywhere(town, units, matter, many):
    """In lists, counts, pages, sums and what is written to files; also for who sits at all three."""
    rows = seen(officer(town, *units[:many]))
    assert list(rows) == list(rows.iterator()) == [matter]
    assert rows.count() == len(rows.values_list("pk", flat=True)) == 1
    assert list(Paginator(rows.order_by("-pk"), 50).page(1)) == [matter]
    assert rows.aggregate(rows=Count("pk"), sum=Sum("pk")) == {"rows": 1, "sum": matter.pk}


def test_control_a_plain_join_would_show_it_once_for_each_handler(town, units, matter, monkeypatch):
    monkeypatch.setattr(scope, "leads_to_many", lambda model, path: False)
    assert seen(officer(town, *units[:3])).count() > 1


def test_who_asked_sees_it_and_who_has_nothing_to_do_with_it_does_not(town, units, matter):
    MatterHandler.objects.filter(unit=units[0]).delete()
    stranger = create_user(account="stranger", name="教育局联络员", home=town.district, by=None)
    appoint(holder_id=stranger.pk, kind=PostKind.DEPARTMENT, institution=units[3], by=None)
    assert list(seen(officer(town, units[0]))) == [matter]
    assert list(seen(stranger)) == []
    assert list(seen(town.west_secretary)) == []


def test_a_handler_without_the_permission_sees_nothing(town, units, matter):
    assert list(Matter.objects.allowed(officer(town, units[0]), P.SERVICE_VIEW)) == []


def test_a_handler_taken_off_sees_it_no_more(town, units, matter):
    user = officer(town, units[1])
    MatterHandler.objects.filter(unit=units[1]).delete()
    assert list(seen(user)) == []


def test_the_area_opens_it_once_too(town, units, matter):
    assert list(seen(town.secretary)) == [matter]


def test_one_statement(town, units, matter, django_assert_num_queries):
    user = officer(town, *units)
    assert user.live_posts
    with django_assert_num_queries(1):
        list(seen(user))


def test_through_another_row(town, units, matter):
    """As the trail asks for the rows of a model by way of its events."""
    user = officer(town, units[1])
    reached = MatterHandler.objects.filter(scope_condition(Matter, user, P.INSTITUTION_VIEW, prefix="matter"))
    assert reached.count() == 3
    MatterHandler.objects.filter(unit=units[1]).delete()
    assert reached.count() == 0


def test_beside_ones_own_rows(town, units, matter):
    member = accepted(town.east, town.secretary)
    own = Matter.objects.create(area=town.east, title="我反映的", told_by=member)
    appoint(holder_id=member.user_id, kind=PostKind.DEPARTMENT, institution=units[0], by=None)
    rows = rows_by_post_or_own(Matter.objects.all(), member.user, P.INSTITUTION_VIEW, "told_by__user")
    assert set(rows) == {matter, own}
    assert rows.count() == 2


def test_handlers_do_not_read_who_is_named(town, units, matter):
    Matter.objects.update(told_by=accepted(town.east, town.secretary))
    assert seen(officer(town, units[0])).get().told_by is None
    assert seen(User.objects.get(pk=town.secretary.pk)).get().told_by is not None


def test_what_leads_to_many():
    assert leads_to_many(Matter, "handlers")
    assert leads_to_many(Matter, "parties__unit")
    assert not leads_to_many(MatterParty, "unit__superior")
    assert not leads_to_many(Institution, "")
