"""Many areas at once: all or none, and intervals as if each had been added alone."""

import pytest

from orgtree.errors import RuleBroken
from orgtree.models import Area
from orgtree.tree.services.area_load import NewArea, add_areas
from orgtree.tree.services.intervals import stored_faults

pytestmark = pytest.mark.django_db


def grid_with_buildings(community, number, buildings):
    code = f"{community}-{number:03d}"
    grid = NewArea("grid", code, f"第{number}网格", community)
    return [grid] + [
        NewArea("building", f"{code}-{serial:03d}", f"{serial}号楼", code, households=60, residents=150)
        for serial in range(1, buildings + 1)
    ]


def test_grids_and_their_buildings_in_one_batch(town):
    areas = grid_with_buildings(town.east.code, 11, 20) + grid_with_buildings(town.west.code, 12, 5)
    ids = add_areas(areas=areas, by=town.street_secretary)
    assert [Area.objects.get(pk=ids[n]).code for n in (0, 5, -1)] == [areas[n].code for n in (0, 5, -1)]
    assert Area.objects.within(Area.objects.get(code=areas[0].code)).count() == 21
    assert Area.objects.get(pk=ids[1]).initials == "1hl"
    assert stored_faults(Area) == []


def test_the_number_of_statements_does_not_grow_with_the_batch(town, django_assert_max_num_queries):
    with django_assert_max_num_queries(25):
        add_areas(areas=grid_with_buildings(town.east.code, 11, 500), by=town.secretary)
    assert stored_faults(Area) == []


def grid(town, **changes):
    values = {"kind": "grid", "code": f"{town.east.code}-020", "name": "新网格", "parent_code": town.east.code}
    return NewArea(**(values | changes))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"parent_code": "370702001002"}, "不存在或不在您的管理范围"),  # the neighbour's community
        ({"parent_code": "370702001099"}, "不存在"),
        ({"kind": "building"}, "不能放在"),
        ({"code": "370702001001-001"}, "代码 370702001001-001 已被使用"),
        ({"code": "370702001001/020"}, "代码应为12位"),
        ({"name": "东园一网格"}, "同名"),
        ({"name": " "}, "不能为空|不可以为空|必填"),
        ({"households": -1}, "370702001001-020：.*0"),
    ],
)
def test_one_wrong_row_and_nothing_is_written(town, changes, message):
    before = Area.objects.count()
    good = grid_with_buildings(town.east.code, 11, 3)
    with pytest.raises(RuleBroken, match=message):
        add_areas(areas=[*good, grid(town, **changes)], by=town.secretary)
    assert Area.objects.count() == before


@pytest.mark.parametrize("twin", [{"name": "另一个"}, {"code": "370702001001-021"}])
def test_twins_within_the_batch_are_refused(town, twin):
    with pytest.raises(RuleBroken, match="重复|同名"):
        add_areas(areas=[grid(town), grid(town, **twin)], by=town.secretary)
