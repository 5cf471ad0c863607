"""What windows dealt with: numbers by kind and day, once, never a person; counted as a figure (T16)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from grids.doors.services.windows import window_acts
from grids.models import WindowCount
from orgtree.acts import perform_one
from orgtree.days.rules.periods import Period
from orgtree.declare import Window, registry
from orgtree.errors import RuleBroken
from orgtree.sheets.declaring import Entry, Request, importers
from tests.grids.doors.makers import counted
from tests.volunteers.refusals import refused

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def total(day) -> int:
    figure = registry.figures["grids.window_matters"]
    return sum(row.number for row in figure.counted(Window(Period.holding("M", day), timezone.now())))


def test_a_kind_counts_once_a_day_and_a_wrong_entry_no_more(town):
    row = counted(town)
    with refused("known", "kind"):
        counted(town, number=13)
    counted(town, kind="work", number=5)
    assert total(row.day) == 17
    perform_one(window_acts, "void", pk=row.pk, by=town.clerk, reason="填错日期")
    assert counted(town, number=13).number == 13
    assert total(row.day) == 18


def test_where_and_when_are_checked(town):
    with refused("day", "day"):
        counted(town, day=timezone.localdate() + DAY)
    for stranger in (town.west_secretary, town.organisation):
        with refused("not_found", "area"):
            counted(town, by=stranger)
    with refused("not_found", "area"):
        counted(town, area=town.east_grid)  # a grid has no window
    with pytest.raises(RuleBroken, match="1到10000"):
        counted(town, number=0)


def test_a_sheet_enters_what_is_new_and_names_what_differs(town):
    row = counted(town)
    line = {"day": row.day, "kind": "证件证明", "number": 12, "state": ""}
    lines = [line, line | {"kind": "就业创业", "number": 4}, line | {"state": "已作废", "number": 99}]
    request = Request(
        [Entry(number, one) for number, one in enumerate(lines, 2)], town.east, {}, town.secretary, lock=True
    )
    plan = importers["window-counts"].plan(request)
    assert ([effect.action for effect in plan.effects], plan.errors) == (["不变", "新增", "不变"], [])
    importers["window-counts"].write(plan, request, lambda done: None)
    assert sum(WindowCount.objects.counted().values_list("number", flat=True)) == 16
    wrong = [line | {"number": 13}, line | {"kind": "打印"}, line | {"day": timezone.localdate() + DAY}]
    request = Request([Entry(number, one) for number, one in enumerate(wrong, 2)], town.east, {}, town.secretary)
    found = [(error.row, error.column) for error in importers["window-counts"].plan(request).errors]
    assert found == [(2, "办理次数"), (3, "事项种类"), (4, "日期")]
