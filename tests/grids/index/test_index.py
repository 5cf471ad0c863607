"""The index of a month from cases: what counts, what is hidden, that it adds up upward, and each point opened to its cases."""

from datetime import date
from decimal import Decimal as D

import pytest
import time_machine

from grids.index.choices import Hidden, Origin
from grids.index.services.computing import compute_month
from grids.index.services.formula import FormulaBook
from grids.index.tasks import compute_indexes
from grids.models import FormulaNumber, GridIndex, IndexPoint, Report
from orgtree.days.rules.periods import Period
from orgtree.figures.services.figures import fill_figures
from orgtree.models import Area, Figure
from tests.api import Api
from tests.deeds import at
from tests.grids.index.world import DAY, MONTH, case
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db
OCTOBER, NOW = date(2026, 10, 1), at(2026, 11, 2)


@pytest.fixture
def grids(town):
    """The grids have been there for long; the first two have 700 households each."""
    Area.objects.update(opened_on=date(2020, 1, 1))
    Area.objects.filter(pk=town.east_building.pk).update(households=652)  # with 48 of the other building
    Area.objects.filter(pk=town.east_grid_two.pk).update(households=700)
    Area.objects.filter(parent=town.west_grid).update(households=700)
    return town


def index(area) -> GridIndex:
    return GridIndex.objects.get(area=area, month=OCTOBER)


def fill(town, area, number: int = 6) -> None:
    for _ in range(number):
        case(town, area, "0101")


def test_a_month_from_cases_to_points(grids):
    town = grids
    case(town, town.east_grid, "0401")  # L2, told by a resident: 1
    case(town, town.east_grid, "0401", reopened_at=MONTH + 12 * DAY)  # 1.5
    case(town, town.east_grid, "0301", source="patrol")  # L2, found and done in time: 0.3
    case(town, town.east_grid, "0101")  # L1: 0.5
    case(town, town.east_grid, "0201", done_in=None)  # L3, overdue: 3
    case(town, town.east_grid, "0801")  # an idea never enters
    case(town, town.east_grid, "0401", state="withdrawn", done_in=None)  # entered by mistake
    case(town, town.east_grid, "0401", opened=MONTH - 3 * DAY)  # of September
    fill(town, town.east_grid_two)
    compute_month(OCTOBER, now=NOW)
    points = {(point.part, point.origin): point.weight for point in IndexPoint.objects.filter(area=town.east_grid)}
    assert points == {
        ("p1", Origin.TOLD): D("1"),
        ("p1", Origin.REOPENED): D("1.5"),
        ("p2", Origin.SELF_FOUND): D("0.3"),
        ("p3", Origin.TOLD): D("0.5"),
        ("p4", Origin.OVERDUE): D("3"),
    }
    row = index(town.east_grid)
    assert (row.households, row.cases, row.hidden) == (700, 5, "")
    # Base 1 everywhere: (2.5 + 0.3)/1 → 2.8, (0.3 + 0.3) → 0.6, 0.8, 3.3; scores 44, 88, 84, 34.
    assert [row.parts[part][1] for part in ("p1", "p2", "p3", "p4")] == ["2.800", "0.600", "0.800", "3.300"]
    assert row.parts["p5"] == [[4, 5], [5, 5], [0, 0]]  # neither the idea nor what ended in September
    assert row.handling == D("88.6")  # (40·0.8 + 30)/70
    assert row.index == D("70.9")  # 11 + 26.4 + 16.8 + 3.4 + 13.3
    assert row.grade == "orange"


def test_it_adds_up_to_the_community_and_above(grids):
    town = grids
    fill(town, town.east_grid)
    fill(town, town.east_grid_two)
    case(town, town.east, "0302")  # at the community itself
    fill(town, town.west_grid)
    compute_month(OCTOBER, now=NOW)
    assert [index(area).cases for area in (town.east, town.west, town.street, town.district)] == [13, 6, 19, 19]
    assert [index(area).households for area in (town.east_grid, town.east, town.street)] == [700, 1400, 2100]
    assert not GridIndex.objects.filter(area=town.city).exists()


def test_small_ones_are_hidden_with_their_partner_and_nothing_of_them_is_kept(grids):
    town = grids
    fill(town, town.east_grid, 8)
    fill(town, town.east_grid_two, 4)
    compute_month(OCTOBER, now=NOW)
    few, partner = index(town.east_grid_two), index(town.east_grid)
    assert (few.hidden, partner.hidden) == (Hidden.CASES, Hidden.PARTNER)
    assert [(row.index, row.cases, row.parts, row.grade) for row in (few, partner)] == [(None, None, {}, "")] * 2
    Area.objects.filter(pk=town.east_grid_two.pk).update(households=99)
    compute_month(OCTOBER, now=NOW)
    assert index(town.east_grid_two).hidden == Hidden.HOUSEHOLDS


def test_an_accident_counts_once_it_is_confirmed(grids):
    town = grids
    fill(town, town.east_grid)
    fill(town, town.east_grid_two)
    compute_month(OCTOBER, now=NOW)
    before = index(town.east_grid).index
    case(town, town.east_grid, "0701", done_in=None)
    compute_month(OCTOBER, now=NOW)
    assert index(town.east_grid).accidents == 0
    case(town, town.east_grid, "0701")
    compute_month(OCTOBER, now=NOW)
    row = index(town.east_grid)
    assert (row.accidents, row.parts["p3"][0]) == (1, "3.000")
    assert abs(before - row.index - 10) < D("1.5")  # what it took to handle it moves P5 a little


def test_satisfaction_counts_from_five_ratings_on(grids):
    town = grids
    fill(town, town.east_grid)
    fill(town, town.east_grid_two)
    Report.objects.filter(
        pk__in=list(Report.objects.filter(case__area=town.east_grid).values_list("pk", flat=True)[:4])
    ).update(stars=5, rated_at=MONTH + 12 * DAY)
    compute_month(OCTOBER, now=NOW)
    assert index(town.east_grid).parts["p5"][2] == [4, 4]
    assert index(town.east_grid).handling == 100


def test_handling_is_a_figure_of_its_own_by_households(grids):
    town = grids
    fill(town, town.east_grid)
    fill(town, town.east_grid_two)
    case(town, town.east_grid_two, "0101", done_in=5)  # two days late
    compute_month(OCTOBER, now=NOW)
    whole, part = index(town.east_grid).handling, index(town.east_grid_two).handling
    assert whole == 100 > part
    homes = [index(grid).households for grid in (town.east_grid, town.east_grid_two)]
    fill_figures(Period.parse("2026-10"), as_of=NOW)
    values = dict(
        Figure.objects.filter(area=town.east, measure__startswith="grids.handling").values_list("measure", "total")
    )
    assert values["grids.handling_households"] == sum(homes)
    assert values["grids.handling_points"] == whole * homes[0] + part * homes[1]


def test_the_formula_is_dated_and_a_month_keeps_its_own(grids):
    town = grids
    fill(town, town.east_grid)
    fill(town, town.east_grid_two)
    FormulaNumber.objects.create(area=town.street, key="slope", number=40, active_from=date(2026, 11, 1))
    compute_month(OCTOBER, now=NOW)
    assert (index(town.east_grid).version, index(town.east_grid).numbers["slope"]) == (date(2025, 1, 1), "20")
    was = index(town.east_grid).index
    FormulaNumber.objects.update(active_from=date(2026, 10, 1))
    compute_month(OCTOBER, now=NOW)
    row = index(town.east_grid)
    assert (row.version, row.numbers["slope"]) == (date(2026, 10, 1), "40")
    assert row.index < was


def test_each_keeper_has_its_own_numbers_whoever_was_asked_before(town):
    for area, number in ((None, 30), (town.street, 40), (town.east, 50)):
        FormulaNumber.objects.create(area=area, key="slope", number=number, active_from=OCTOBER)
    book, areas = FormulaBook(), (town.west_grid, town.other_street, town.east_grid, town.street, None, town.east_grid)
    assert [book.on(OCTOBER, area).numbers["slope"] for area in areas] == [40, 30, 50, 40, 30, 50]
    assert book.on(date(2026, 9, 1), town.east_grid).numbers["slope"] == 20


def test_computed_twice_it_is_the_same(grids):
    town = grids
    fill(town, town.east_grid)
    first = compute_month(OCTOBER, now=NOW)
    assert compute_month(OCTOBER, now=NOW) == first
    assert IndexPoint.objects.count() == 6


def test_the_base_is_the_median_of_the_street_in_the_months_before(grids):
    town = grids
    for _ in range(14):
        case(town, town.east_grid, "0101", opened=at(2026, 9, 10))
        case(town, town.east_grid_two, "0101", opened=at(2026, 9, 10))
    compute_month(date(2026, 9, 1), now=NOW)
    fill(town, town.east_grid)
    fill(town, town.east_grid_two)
    compute_month(OCTOBER, now=NOW)
    # 7 weighted cases of 700 households are 10 of 1,000; the third grid of the street has none: the median is 10.
    assert index(town.east_grid).parts["p3"][2] == "10.000"
    assert index(town.east_grid).parts["p1"][2] == "1.000"


def test_each_point_opens_to_its_cases_and_strangers_see_none(grids):
    town = grids
    fill(town, town.east_grid)
    fill(town, town.east_grid_two)
    compute_month(OCTOBER, now=NOW)
    row = index(town.east_grid)
    desk = signed_in(town.secretary)
    page = desk.get(f"/desk/grids/gridindex/{row.pk}/change/").content.decode()
    assert f"{row.index}" in page
    assert f"of={row.pk}" in page
    behind = desk.get(f"/desk/grids/indexpoint/?of={row.pk}&part__exact=p3")
    assert behind.context["cl"].result_count == 6
    assert signed_in(town.west_secretary).get(f"/desk/grids/gridindex/{row.pk}/change/").status_code == 404
    told = Api(town.secretary).get("grid-indexes/", area=town.east_grid.pk, month="2026-10-01").json()
    assert [one["index"] for one in told["results"]] == [float(row.index)]


def test_lists_take_as_many_queries_for_many_rows(grids, django_assert_max_num_queries):
    town = grids
    fill(town, town.east_grid)
    fill(town, town.east_grid_two)
    fill(town, town.west_grid)
    compute_month(OCTOBER, now=NOW)
    desk = signed_in(town.street_secretary)
    for page, most in (("gridindex/", 22), ("indexpoint/", 22), ("gridledger/", 22)):
        desk.get(f"/desk/grids/{page}")
        with django_assert_max_num_queries(most):
            desk.get(f"/desk/grids/{page}")
    with django_assert_max_num_queries(32):
        compute_month(OCTOBER, now=NOW)


def test_by_night_this_month_and_the_last_are_written(grids):
    with time_machine.travel(NOW, tick=False):
        compute_indexes()
        compute_indexes()
    assert set(GridIndex.objects.values_list("month", flat=True)) == {OCTOBER, date(2026, 11, 1)}
    assert (
        GridIndex.objects.exclude(hidden="").count() == GridIndex.objects.count()
    )  # nothing happened: nothing to show


def test_the_method_is_open_to_everybody(client, db):
    page = client.get("/grid-index/").content.decode()
    for word in ("矛盾纠纷（25%）", "得80分", "82.0", "不用来评价居民", "公式版本：2025年1月1日起"):
        assert word in page
