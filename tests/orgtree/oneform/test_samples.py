"""Three sample tables of offices, filled and compared cell by cell with a recount, and written back in their own layout."""

from decimal import Decimal

import openpyxl
import pytest

from orgtree.choices import FormShape
from orgtree.days.rules.periods import Period
from orgtree.declare import registry
from orgtree.errors import RuleBroken
from orgtree.figures.services.figures import fill_figures
from orgtree.models import Area, FormItem
from orgtree.oneform.services import registering, sources
from orgtree.oneform.services.filling import fill_form
from orgtree.oneform.services.registering import Cost, correct_sources, told_twice
from orgtree.oneform.services.sheets import form_workbook
from tests.orgtree.filling import LATER, OCTOBER, value
from tests.orgtree.oneform.samples import registered, uploaded

pytestmark = pytest.mark.django_db
YEAR = Period.parse("2026")


@pytest.fixture
def counted(busy):
    """The town with the figures of October and of the year."""
    fill_figures(YEAR, as_of=LATER)
    return busy


def sheet_of(filled) -> openpyxl.worksheet.worksheet.Worksheet:
    with form_workbook(filled) as file:
        return openpyxl.load_workbook(file).active


def number(text: str) -> Decimal:
    return Decimal(text)


def test_a_line_an_area_is_the_figures_of_each(counted):
    town = counted
    form = registered(town)
    filled = fill_form(form, town.street, OCTOBER)
    assert form.shape == FormShape.AREAS
    for line, area in zip(filled.grid(), (town.east, town.west, town.street), strict=True):
        told = [cell.text for cell in line]
        assert told[2] == area.name or told[1] == "合计"
        for column, key, period in (
            (3, "area.households", OCTOBER),
            (4, "area.residents", OCTOBER),
            (5, "volunteers.services", OCTOBER),
            (6, "volunteers.services", YEAR),
            (7, "volunteers.hours", OCTOBER),
        ):
            assert number(told[column]) == value(area, key, period), (area, key)
            assert f"/board/{area.pk}/rows/{key}/?period={period.slug}" == line[column].url
    assert filled.share >= 0.8
    assert filled.open_items == []  # remarks may stay empty


def test_a_line_an_item_has_this_month_beside_the_year(counted):
    town = counted
    form = registered(town, "items")
    filled = fill_form(form, town.east, OCTOBER)
    keys = ("volunteers.reported", "volunteers.services", "volunteers.hours", "area.grids", "area.buildings")
    for line, key in zip(filled.grid(), keys, strict=False):
        assert [number(cell.text) for cell in line[3:]] == [value(town.east, key, one) for one in (OCTOBER, YEAR)]
    assert form.shape == FormShape.ITEMS
    assert filled.share >= 0.8
    assert [item.heading for item in filled.open_items] == [
        "其他 / 订阅党报党刊 / 本月",
        "其他 / 订阅党报党刊 / 本年累计",
    ]


def test_a_line_a_record_is_the_rows_behind_a_figure(counted):
    town = counted
    form = registered(town, "rows")
    grids = Area.objects.filter(parent=town.east, kind="grid").order_by("pk")
    filled = fill_form(form, town.east, OCTOBER)
    assert (form.shape, form.rows_of) == (FormShape.ROWS, "area.grids")
    assert filled.texts() == [
        [str(at), grid.name, grid.code, "网格", town.east.name] for at, grid in enumerate(grids, start=1)
    ]
    assert filled.share == 1
    assert len(fill_form(form, town.street, OCTOBER).lines) == 3


def test_no_list_of_a_form_names_a_person():
    """Whoever is in the rows behind a figure stays out of offices' tables."""
    personal = {
        column.label
        for figure in registry.figures.values()
        for column in getattr(figure, "columns", ())
        if column.personal
    }
    assert personal
    for figure in registry.figures.values():
        if columns := getattr(figure, "columns", ()):
            assert not [one for one in sources.plain_columns(figure) if one.personal], columns


def test_the_offices_layout_comes_back(counted):
    page = sheet_of(fill_form(registered(counted), counted.street, OCTOBER))
    assert {"A1:I1", "D3:E3", "F3:G3", "C3:C4"} <= {str(one) for one in page.merged_cells.ranges}
    rows = [list(row) for row in page.iter_rows(values_only=True)]
    assert rows[1][0] == f"填报单位：{counted.street.name}"
    assert rows[3][3:7] == ["户数", "常住人口", "志愿服务次数", "本年累计志愿服务次数"]
    assert rows[4][5] == value(counted.east, "volunteers.services")
    assert rows[-1][0] == "填表人："


def test_what_begins_a_formula_is_a_text(counted, monkeypatch):
    Area.objects.filter(pk=counted.east.pk).update(name="=1+1")
    page = sheet_of(fill_form(registered(counted), Area.objects.get(pk=counted.east.pk), OCTOBER))
    assert (page["C5"].value, page["C5"].data_type) == ("'=1+1", "s")
    monkeypatch.setattr("orgtree.oneform.services.sheets.guarded", lambda text: text)
    assert (
        sheet_of(fill_form(registered(counted, title="另一张"), Area.objects.get(pk=counted.east.pk), OCTOBER))[
            "C5"
        ].value
        == "=1+1"
    )


def test_a_choice_by_hand_is_remembered(town):
    form = registered(town)
    item = form.items.get(heading="备注")
    correct_sources(form_id=form.pk, words={item.pk: "在职党员报到（本年累计）"}, by=town.organisation)
    again = registered(town, title="明年的同一张").items.get(heading="备注")
    assert (again.source, again.span) == ("figure:volunteers.reported", "Y")
    with pytest.raises(RuleBroken) as refused:
        correct_sources(form_id=form.pk, words={item.pk: "没有的指标"}, by=town.organisation)
    assert refused.value.field == f"item_{item.pk}"


def test_nothing_is_remembered_that_nobody_chose(town, monkeypatch):
    """Negative control."""
    form = registered(town)
    item = form.items.get(heading="备注")
    correct_sources(form_id=form.pk, words={item.pk: "在职党员报到"}, by=town.organisation)
    monkeypatch.setattr(registering, "remembered", lambda by: {})
    assert registered(town, title="明年的同一张").items.get(heading="备注").source == ""


def test_what_another_form_asks_already_is_named(town):
    first = registered(town, "items", title="党建统计")
    again = registered(town)
    assert told_twice(Cost(again)) == ""  # that one is not in use
    first.state, first.approved_by, first.approved_at = "live", town.admin, first.registered_at
    first.save()
    told = told_twice(Cost(again))
    assert "有3个栏目已有别的报表在要" in told
    assert "“志愿服务 / 志愿服务次数”已在《党建统计》里" in told


def test_sent_again_it_is_found(town):
    assert registered(town).pk == registered(town).pk
    assert FormItem.objects.count() == 8


@pytest.mark.parametrize(
    ("more", "field"),
    [({"ends_on": "past"}, "ends_on"), ({"area": "elsewhere"}, "area"), ({"file": None}, "file")],
)
def test_what_will_not_do_is_said_at_its_field(town, more, field):
    from tests.orgtree.oneform.samples import said_of

    said = said_of(town) | {"file": uploaded()} | more
    if field == "ends_on":
        said["ends_on"] = said["starts_on"].replace(year=2026, month=10, day=1)
    if field == "area":
        said["area"] = town.city
    with pytest.raises(RuleBroken) as refused:
        registering.register_form(**said, by=town.organisation)
    assert refused.value.field == field
