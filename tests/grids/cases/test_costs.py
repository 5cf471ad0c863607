"""What a filing and a giving cost in statements, and that the rules behind them are found as the books find them."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from grids.cases.lists import case_list
from grids.cases.services.opening import find_place, places_for
from grids.categories.services import categories_for, category_book, find_category
from grids.models import Case, Category
from orgtree.choices import Permission as P
from orgtree.desk.paging import KeysFirst
from orgtree.models import Area, Notice
from orgtree.people.services.tokens import issue_token
from tests.grids.cases import world
from tests.visits import signed_in

FILING, GIVING = 12, 22
DAY = timedelta(days=1)


def test_a_filing_by_api_takes_few_statements(town, client):
    """Each rule is read once: the class where it is named and where it holds, hours and calendar for all clocks; one transaction without savepoints."""
    token = issue_token(name="测试", scopes=[P.CASE_ENTER, P.CASE_VIEW], days=1, by=town.street_secretary)[1]
    headers = {"Authorization": f"Token {token}"}

    def send():
        said = world.WORDS | {"category": world.category().pk, "area": town.east_grid.pk, "client_key": str(uuid4())}
        body = json.dumps(said | {"title": f"路灯不亮{uuid4().hex[:6]}"})
        with CaptureQueriesContext(connection) as asked:
            reply = client.post("/api/v1/cases/", body, content_type="application/json", headers=headers)
        assert reply.status_code == 201, reply.content.decode()
        return [query["sql"] for query in asked if "SAVEPOINT" not in query["sql"] or "RELEASE" not in query["sql"]]

    send()  # what is put together once a process, and the token's last use
    assert len(send()) <= FILING
    assert Case.objects.count() == 2


def test_a_giving_takes_few_statements_and_the_unit_is_told(town):
    unit = world.department(town)
    world.assigned(town, unit, world.case(town, title="先一件"))
    row = world.accepted(town, world.case(town))
    with CaptureQueriesContext(connection) as asked:
        world.do("assign", row, town.street_secretary, lead=unit.unit, asked="请更换灯泡")
    assert len(asked) <= GIVING
    told = Notice.objects.filter(title=f"新交办的事项：{row.number}")
    assert set(told.values_list("user", "text")) == {(unit.clerk.pk, ""), (unit.second.pk, "")}


@pytest.mark.parametrize(
    ("ended", "is_own"),
    [(None, True), (-1, False), (0, False), (1, True)],
    ids=["still holds", "ended yesterday", "ends today: those for all hold again", "holds until tomorrow"],
)
def test_the_database_finds_what_the_book_finds(town, ended, is_own):
    """An area's version that was followed by one that has ended does not come back; the book says so, and so does the query."""
    today, base = timezone.localdate(), world.category()
    kept = {name: getattr(base, name) for name in ("code", "level", "accept_unit", "handle_unit", "lead_words", "duty")}
    kept |= {"accept_number": 1, "handle_number": 1, "area": town.street}
    Category.objects.create(**kept, name="前一版", active_from=today - 9 * DAY)
    ends = None if ended is None else today + ended * DAY
    Category.objects.create(**kept, name="后一版", active_from=today - 5 * DAY, active_to=ends)
    Category.objects.create(**kept, name="下一版", active_from=today + 3 * DAY)
    for area in (town.east_grid, town.street, town.district, None):
        found = {row.code: row for row in Category.objects.in_force_at(area, today)}
        assert found == {row.code: row for row in category_book().offered(today, area)}
    held = Category.objects.in_force_at(town.east_grid, today).get(code=base.code)
    assert held.name == ("后一版" if is_own else base.name)
    for person in (town.street_secretary, town.west_secretary, town.admin, None):
        found = {
            pk: find_category(person, pk) for pk in Category.objects.filter(code=base.code).values_list("pk", flat=True)
        }
        offered = categories_for(person).filter(code=base.code)
        assert {pk for pk, row in found.items() if row} == set(offered.values_list("pk", flat=True))
    assert find_category(town.street_secretary, 0) is None


def test_one_place_is_found_where_all_are_offered(town):
    """The one found by its id is the one of the list, for whoever asks; a place that is over is offered to nobody."""
    Area.objects.filter(pk=town.east_grid_two.pk).update(dissolved_on=timezone.localdate())
    unit = world.department(town)
    ids = list(Area.objects.values_list("pk", flat=True))
    for person in (*town.people, unit.clerk):
        found = {pk for pk in ids if find_place(person, pk)}
        assert found == set(places_for(person).values_list("pk", flat=True))
    assert find_place(town.secretary, town.east_grid.pk) == town.east_grid


def test_a_page_by_its_keys_is_the_page_of_the_whole_list(town):
    """The same rows in the same order on every page, and only those that the viewer may see."""
    for number in range(5):
        world.case(town, title=f"第{number}件")
    for person in (*town.people, world.department(town).clerk):
        by_keys, whole = (Case.objects.shown_to(person, P.CASE_VIEW, by_keys=keys) for keys in (True, False))
        assert set(by_keys) == set(whole) == set(Case.objects.allowed(person, P.CASE_VIEW))
    seen = Case.objects.shown_to(town.secretary, P.CASE_VIEW, by_keys=True).order_by(*case_list.ordering)
    assert "= ANY(" in str(seen.query)
    pages = KeysFirst(seen, 2)
    assert [row for number in pages.page_range for row in pages.page(number).object_list] == list(seen)
    assert [len(pages.page(number).object_list) for number in pages.page_range] == [2, 2, 1]
    strange = Case.objects.shown_to(town.west_secretary, P.CASE_VIEW).order_by("pk")
    assert list(KeysFirst(strange, 2).page(1).object_list) == []
    assert f"第{4}件" in signed_in(town.secretary).get("/desk/grids/case/").content.decode()
