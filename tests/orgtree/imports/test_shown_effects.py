"""What a new row would hold is in the preview, whether its importer shows it or not; what is sealed is not."""

from datetime import date

from django import forms

from orgtree.imports.services.planning import Planned
from orgtree.imports.services.showing import SEALED, shown_effects
from orgtree.sheets.declaring import Action, Effect, Entry, Plan, Request
from orgtree.sheets.forms import DayField, PhoneField, RowForm, SealedField
from orgtree.sheets.reading import Row, Table


class HouseForm(RowForm):
    carried = frozenset({"state"})
    name = forms.CharField(label="姓名")
    phone = PhoneField(label="手机", required=False)
    asker = SealedField(label="称呼", required=False)
    words = forms.CharField(label="内容", required=False)
    unit = forms.CharField(label="单位", required=False)
    since = DayField(label="日期", required=False)
    state = forms.CharField(label="状态", required=False)


CELLS = {
    "name": "甲",
    "phone": "199 0001 0001",
    "asker": "某人",
    "words": "清理楼道",
    "unit": "虚构局",
    "state": "已报到",
}


def shown(*effects, **more):
    values = {**CELLS, "phone": "19900010001", "since": date(2026, 11, 22)}
    request = Request(entries=[Entry(2, values)], area=None, options={}, by=None)
    table = Table(headings=[], columns={}, rows=[Row(2, CELLS | more, [*CELLS.values(), *more.values()])])
    return shown_effects(Planned(table, Plan(effects=list(effects)), request, [], []), HouseForm)


def test_each_filled_column_of_a_new_row_is_shown_once():
    [effect, other] = shown(
        Effect(2, Action.ADD, "人", "甲", (("内容", "", "清理楼道"),)),
        Effect(2, Action.ADD, "单位", "虚构局"),
    )
    assert effect.changes == (("内容", "", "清理楼道"), ("手机", "", "199****0001"), ("称呼", "", SEALED))
    assert other.changes == ()


def test_a_row_that_stays_shows_nothing_more():
    assert shown(Effect(2, Action.SAME, "人", "甲"))[0].changes == ()


def test_a_day_is_shown_as_it_is_read_and_not_twice():
    told = Effect(2, Action.ADD, "人", "甲 2026-11-22", (("内容", "", "清理楼道"), ("单位", "", "虚构局")))
    assert shown(told, since="2026年11月22日")[0].changes[2:] == (("手机", "", "199****0001"), ("称呼", "", SEALED))
    told = Effect(2, Action.ADD, "人", "甲")
    assert ("日期", "", "2026-11-22") in shown(told, since="2026年11月22日")[0].changes
