"""Budget lines and their entries: what is given on is never more than there is, two levels, nothing is changed afterwards."""

from decimal import Decimal as D

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from cocon.models import FundEntry, FundLine, Project
from cocon.projects.choices import EntryKind
from cocon.projects.declared import fund_measures
from cocon.projects.lists import dress_lines
from cocon.projects.rules.money import Purse, check_left, checked_amount, purse_from
from cocon.projects.services.entries import purse_of
from cocon.projects.services.funds import areas_with_money, line_acts
from orgtree.acts import make, perform_one
from orgtree.choices import Permission as P
from orgtree.days.rules.periods import Period
from orgtree.declare import Window
from orgtree.errors import RuleBroken
from orgtree.models import ActStep
from tests.cocon.projects.world import allotted, granted
from tests.volunteers.refusals import refused

pytestmark = pytest.mark.django_db


def test_a_purse_is_the_sum_of_its_entries():
    purse = purse_from({"budget": 1_000, "allot": -300, "approve": -500, "release": 100, "advance": 200, "settle": 50})
    assert purse == Purse(budget=1_000, allotted=300, approved=400, paid=250)
    assert purse.left == 300
    check_left(purse, 300)
    with refused("over_budget"):
        check_left(purse, 301)


@pytest.mark.parametrize("yuan", [None, D(0), D("-1")])
def test_nothing_is_no_amount(yuan):
    with refused("yuan", "yuan"):
        checked_amount(yuan)


def test_a_community_gets_of_the_street(town):
    street = granted(town, 1_000)
    east = allotted(town, "400.25", parent=street)
    assert purse_of(street.pk) == Purse(budget=100_000, allotted=40_025)
    assert purse_of(east.pk) == Purse(budget=40_025)
    assert (east.kind, east.name, east.year) == (street.kind, street.name, street.year)
    assert FundLine.objects.with_sums().get(pk=street.pk).left == D("599.75")


def test_c09_a_share_above_the_streets_allotment_is_refused(town):
    """C09: a child's budget of 500 under a parent of 100."""
    street = granted(town, 100)
    with refused("over_budget", "yuan"):
        allotted(town, 500, parent=street)
    allotted(town, 60, parent=street)
    with refused("over_budget", "yuan"):
        allotted(town, 41, parent=street, area=town.west)
    assert allotted(town, 40, parent=street, area=town.west)  # control: the last of it
    assert purse_of(street.pk).left == 0
    assert FundLine.objects.count() == 3


def test_c07_three_levels_add_up(town):
    """C07: grandchildren never fall out of the sums: what each level gave on is the next one's, and all of it together what was granted."""
    district = granted(town, 1_000, area=town.district, by=town.organisation)
    said = {"parent": district, "area": town.street, "yuan": D(600), "by": town.organisation}
    street = make(line_acts, "allot", **said).row
    east = allotted(town, 400, parent=street)
    assert [purse_of(line.pk).left for line in (district, street, east)] == [40_000, 20_000, 40_000]
    window = Window(Period.parse(str(district.year)), timezone.now())
    assert sum(entry.yuan for entry in fund_measures.granted(window)) == 1_000


def test_a_community_gives_nothing_on(town):
    east = allotted(town, 400)
    with refused("lowest", "parent"):
        make(line_acts, "allot", parent=east, area=town.east, yuan=D(10), by=town.street_secretary)


def test_c09_a_street_gives_on_no_more_than_it_got_of_the_district(town):
    """C09: a community's share above the street's allotment."""
    district = granted(town, 1_000, area=town.district, by=town.organisation)
    street = make(line_acts, "allot", parent=district, area=town.street, yuan=D(300), by=town.organisation).row
    with refused("over_budget", "yuan"):
        allotted(town, 301, parent=street)
    with refused("over_budget", "yuan"):  # nor may the district take back what the street has given on
        allotted(town, 300, parent=street)
        perform_one(line_acts, "adjust", pk=street.pk, by=town.organisation, yuan=D(-1), reason="压减")


def test_the_district_keeps_budgets_and_approves_nothing(town):
    assert (
        areas_with_money(town.organisation).filter(pk__in=[town.district.pk, town.street.pk, town.east.pk]).count() == 3
    )
    assert not Project.objects.allowed(town.organisation, P.COCON_APPROVE).exists()
    with refused("not_found", "area"):
        granted(town, 10, area=town.district)  # the street keeps no budget above it


def test_it_is_given_on_downward_alone(town):
    with refused("not_found", "area"):
        allotted(town, 10, area=town.north)


def test_the_same_twice_is_once_and_another_amount_is_refused(town):
    first = allotted(town, 400)
    assert allotted(town, 400, parent=first.parent).pk == first.pk
    with refused("fund_line_once", "yuan"):
        allotted(town, 300, parent=first.parent)
    with refused("fund_line_once", "yuan"):
        granted(town, 999)
    assert granted(town, 1_000).pk == first.parent_id
    assert FundEntry.objects.count() == 3


def test_more_and_less_of_a_share(town):
    line = allotted(town, 400)
    by = town.street_secretary
    perform_one(line_acts, "adjust", pk=line.pk, by=by, yuan=D(100), reason="追加")
    assert (purse_of(line.pk).budget, purse_of(line.parent_id).left) == (50_000, 50_000)
    perform_one(line_acts, "adjust", pk=line.pk, by=by, yuan=D(100), reason="追加")  # the same once more is the first
    perform_one(line_acts, "adjust", pk=line.pk, by=by, yuan=D(50), reason="追加")  # another amount is another step
    assert (purse_of(line.pk).budget, purse_of(line.parent_id).left) == (55_000, 45_000)
    perform_one(line_acts, "adjust", pk=line.pk, by=by, yuan=D(-550), reason="收回")
    assert (purse_of(line.pk).budget, purse_of(line.parent_id).left) == (0, 100_000)
    for yuan, reason in ((D(-1), "再收回"), (D("1000.01"), "再追加")):
        with refused("over_budget", "yuan"):
            perform_one(line_acts, "adjust", pk=line.pk, by=by, yuan=yuan, reason=reason)
    with refused("yuan", "yuan"):
        perform_one(line_acts, "adjust", pk=line.pk, by=by, yuan=D(0), reason="没有增减")


def test_what_was_adjusted_is_another_entry(town):
    line = granted(town)
    perform_one(line_acts, "adjust", pk=line.pk, by=town.street_secretary, yuan=D(-1), reason="核减")
    assert list(line.entries.order_by("pk").values_list("kind", "fen")) == [("budget", 100_000), ("budget", -100)]
    assert ActStep.objects.of("cocon.fundline", line.pk).last().reason == "核减"


def test_a_closed_line_gives_nothing(town):
    line = granted(town)
    perform_one(line_acts, "close", pk=line.pk, by=town.street_secretary, reason="年度已结束")
    with refused("wrong_state", "parent"):
        allotted(town, 10, parent=line)
    with refused("wrong_state"):
        perform_one(line_acts, "adjust", pk=line.pk, by=town.street_secretary, yuan=D(1), reason="追加")


def test_a_community_grants_itself_nothing(town):
    with refused("not_found", "area"):
        granted(town, 10, area=town.east, by=town.secretary)


@pytest.mark.parametrize(
    "change",
    [
        lambda entries: entries.update(fen=1),
        lambda entries: entries.delete(),
        lambda entries: connection.cursor().execute("TRUNCATE cocon_fundentry CASCADE"),
    ],
)
def test_the_database_refuses_to_change_entries(town, change):
    line = granted(town)
    connection.cursor().execute(
        "SET CONSTRAINTS ALL IMMEDIATE"
    )  # else a table with rows just written is not emptied anyway
    with pytest.raises(DatabaseError, match="Cannot update or delete|不能清空"), transaction.atomic():
        change(FundEntry.objects.filter(line=line))
    assert purse_of(line.pk).budget == 100_000


def test_the_database_refuses_an_entry_of_nothing(town):
    line = granted(town)
    told = {"line": line, "kind": EntryKind.BUDGET, "day": line.entered_at, "by": town.secretary, "at": line.entered_at}
    with pytest.raises(DatabaseError, match="fund_entry_moves_something"), transaction.atomic():
        FundEntry.objects.create(fen=0, **told)


def test_a_list_costs_the_same_for_one_and_for_many(town, django_assert_num_queries):
    lines = [granted(town, 10 + number, name=f"预算{number}") for number in range(3)]
    rows = list(FundLine.objects.order_by("pk"))
    with django_assert_num_queries(1):
        dress_lines(rows)
        assert [row.left for row in rows] == [D(10), D(11), D(12)]
    assert len(lines) == 3


def test_a_refusal_leaves_nothing(town):
    street = granted(town, 100)
    before = FundEntry.objects.count()
    with pytest.raises(RuleBroken):
        allotted(town, 101, parent=street)
    assert (FundEntry.objects.count(), FundLine.objects.count()) == (before, 1)
