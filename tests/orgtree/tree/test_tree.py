"""Edits of the area tree: who may, where, and what must be true before."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from orgtree.acts import perform_one
from orgtree.choices import AreaKind, PostKind
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.models import Area
from orgtree.people.services.people import appoint
from orgtree.tree.acts import area_acts
from orgtree.tree.services.intervals import stored_faults
from orgtree.tree.services.tree import create_area, update_area
from orgtree.units.services.institutions import create_institution

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _sound_afterwards(db):
    yield
    assert stored_faults(Area) == []


@pytest.fixture
def empty_grid(town):
    return town.east_grid_two


def names_below(area):
    area = Area.objects.get(pk=area.pk)
    return list(area.get_children().values_list("name", flat=True))


def grid(parent, number, name, by):
    code = f"{parent.code}-{number:03d}"
    return create_area(parent_id=parent.pk, kind=AreaKind.GRID, code=code, name=name, by=by)


# --- Create -----------------------------------------------------------------------------------------------------------


def test_a_secretary_adds_a_grid_to_their_community(town):
    area = grid(town.east, 3, " 东园三网格 ", town.secretary)
    assert (area.name, area.initials, area.level) == ("东园三网格", "dyswg", 5)
    assert names_below(town.east) == ["东园一网格", "东园二网格", "东园三网格"]


def test_a_grid_that_says_no_day_begins_today_and_counts_in_no_month_before(town):
    today = timezone.localdate()
    area = grid(town.east, 3, "东园三网格", town.secretary)
    assert area.opened_on == today
    begun = [Area.objects.open_on(day).filter(pk=area.pk).exists() for day in (today, today - timedelta(days=1))]
    assert begun == [True, False]


@pytest.mark.parametrize(
    ("parent", "kind", "code", "name", "field"),
    [
        ("west", "grid", "370702001002-009", "越界网格", "parent"),  # the neighbour's community
        ("east", "building", "370702001001-009", "9号楼", "parent"),  # a building under a community
        ("east", "grid", "370702001001-001", "另一网格", "code"),  # code taken
        ("east", "grid", "37070200100", "短码网格", "code"),
        ("east", "grid", "370702001001-009", "", "name"),
        ("east", "grid", "370702001001-009", "东园一网格", None),  # name taken among siblings
    ],
)
def test_refused_at_the_right_field(town, parent, kind, code, name, field):
    with pytest.raises(RuleBroken) as refused:
        create_area(parent_id=getattr(town, parent).pk, kind=kind, code=code, name=name, by=town.secretary)
    assert refused.value.field == field
    assert not Area.objects.filter(name="越界网格").exists()


def test_a_root_is_made_on_the_command_line_only(town):
    with pytest.raises(RuleBroken):
        create_area(parent_id=None, kind=AreaKind.PROVINCE, code="410000000000", name="河南省", by=town.admin)


def test_a_clerk_without_area_edit_is_refused(town):
    with pytest.raises(RuleBroken) as refused:
        grid(town.east, 3, "东园三网格", town.clerk)
    assert refused.value.code == "not_found"


# --- Update -----------------------------------------------------------------------------------------------------------


def test_rename_and_counts(town):
    area = update_area(area_id=town.east_grid.pk, name="东园南网格", households=300, residents=900, by=town.secretary)
    assert (area.name, area.pinyin, area.households, area.residents) == ("东园南网格", "dongyuannanwangge", 300, 900)


def test_a_division_code_is_not_edited_by_hand_and_a_grid_code_is(town):
    with pytest.raises(RuleBroken, match="区划数据"):
        update_area(area_id=town.east.pk, code="370702001009", by=town.secretary)
    update_area(area_id=town.east_grid.pk, code="370702001001-011", by=town.secretary)
    assert names_below(town.east) == ["东园二网格", "东园一网格"]  # siblings stand by code


def test_unknown_fields_are_a_programming_error(town):
    with pytest.raises(TypeError):
        update_area(area_id=town.east.pk, lft=1, by=None)


def test_a_neighbour_cannot_rename(town):
    with pytest.raises(RuleBroken, match="管理范围"):
        update_area(area_id=town.east.pk, name="抢来的社区", by=town.west_secretary)


# --- Order and move ---------------------------------------------------------------------------------------------------


def test_reorder_steps_down_and_up_and_no_further_than_the_ends(town):
    third = grid(town.east, 3, "东园三网格", town.secretary)
    perform_one(area_acts, "order", pk=third.pk, steps=-1, by=town.secretary)
    assert names_below(town.east) == ["东园一网格", "东园三网格", "东园二网格"]
    perform_one(area_acts, "order", pk=third.pk, steps=-100_000, by=town.secretary)
    assert names_below(town.east) == ["东园三网格", "东园一网格", "东园二网格"]
    perform_one(area_acts, "order", pk=third.pk, steps=100_000, by=town.secretary)
    assert names_below(town.east) == ["东园一网格", "东园二网格", "东园三网格"]
    # A later save of a sibling does not undo the order.
    update_area(area_id=town.east_grid.pk, name="东园首网格", by=town.secretary)
    assert names_below(town.east) == ["东园首网格", "东园二网格", "东园三网格"]


def test_a_moved_grid_takes_its_buildings_and_changes_hands(town):
    building = town.east_building
    assert not town.west_secretary.holds_at(P.AREA_VIEW, building)
    perform_one(area_acts, "move", pk=town.east_grid.pk, parent=town.west, by=town.street_secretary)
    assert town.west_secretary.holds_at(P.AREA_VIEW, building)
    assert not town.secretary.holds_at(P.AREA_VIEW, building)
    assert names_below(town.west) == ["东园一网格", "西园一网格"]  # by code, as nobody put them in another order


@pytest.mark.parametrize("actor", ["secretary", "west_secretary"])
def test_moving_needs_both_ends(town, actor):
    with pytest.raises(RuleBroken):
        perform_one(area_acts, "move", pk=town.east_grid.pk, parent=town.west, by=getattr(town, actor))


def test_nothing_moves_below_itself(town):
    with pytest.raises(RuleBroken, match="不能放在"):
        perform_one(area_acts, "move", pk=town.street.pk, parent=town.east, by=None)


def test_nobody_moves_or_dissolves_the_seat_of_their_own_post(town):
    with pytest.raises(RuleBroken, match="上级区域"):
        perform_one(area_acts, "dissolve", pk=town.east.pk, by=town.secretary)
    with pytest.raises(RuleBroken, match="上级区域"):
        perform_one(area_acts, "order", pk=town.east.pk, steps=1, by=town.secretary)


# --- Dissolve ---------------------------------------------------------------------------------------------------------


def test_dissolved_into_a_neighbour_and_reopened(town, empty_grid):
    area = perform_one(area_acts, "dissolve", pk=empty_grid.pk, replaced_by=town.east_grid, by=town.secretary)
    assert (area.dissolved_on, area.replaced_by) == (timezone.localdate(), town.east_grid)
    assert not Area.objects.current().filter(pk=area.pk).exists()
    grid(town.east, 9, "东园二网格", town.secretary)  # the name is free again
    with pytest.raises(RuleBroken, match="同名"):
        perform_one(area_acts, "reopen", pk=empty_grid.pk, by=town.secretary)
    update_area(area_id=empty_grid.pk, name="东园旧二网格", by=town.secretary)
    assert perform_one(area_acts, "reopen", pk=empty_grid.pk, by=town.secretary).dissolved_on is None


def test_an_area_in_which_something_lives_is_not_dissolved(town, empty_grid):
    with pytest.raises(RuleBroken, match="还有2个未撤销的下级区域、1个在任岗位"):
        perform_one(area_acts, "dissolve", pk=town.east_grid.pk, by=town.secretary)
    create_institution(name="东园物业", kind="property", area=empty_grid, by=town.secretary)
    appoint(holder_id=town.clerk.pk, kind=PostKind.GRID_WORKER, area=empty_grid, by=None)
    with pytest.raises(RuleBroken, match="还有1个在任岗位、1家单位"):
        perform_one(area_acts, "dissolve", pk=empty_grid.pk, by=town.secretary)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"dissolved_on": "tomorrow"}, "不能晚于今天"),
        ({"dissolved_on": date(1990, 1, 1)}, "不能早于设立日期"),
        ({"replaced_by": "self"}, "不存在"),
        ({"replaced_by": "building"}, "类型相同"),
    ],
)
def test_dissolution_is_refused(town, empty_grid, arguments, message):
    update_area(area_id=empty_grid.pk, opened_on=date(2001, 1, 1), by=town.secretary)
    named = {"self": empty_grid, "building": town.east_building}
    if "replaced_by" in arguments:
        arguments = {"replaced_by": named[arguments["replaced_by"]]}
    elif (
        arguments["dissolved_on"] == "tomorrow"
    ):  # of the day on which the test runs, not the one on which it was collected
        arguments = {"dissolved_on": timezone.localdate() + timedelta(days=1)}
    with pytest.raises(RuleBroken, match=message):
        perform_one(area_acts, "dissolve", pk=empty_grid.pk, by=town.secretary, **arguments)


def test_nothing_is_built_under_a_dissolved_area(town, empty_grid):
    perform_one(area_acts, "dissolve", pk=empty_grid.pk, by=town.secretary)
    with pytest.raises(RuleBroken, match="已撤销"):
        create_area(
            parent_id=empty_grid.pk,
            kind=AreaKind.BUILDING,
            code="370702001001-002-001",
            name="5号楼",
            by=town.secretary,
        )
