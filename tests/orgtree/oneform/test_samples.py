"""Three sample tables of offices, filled and compared cell by cell with a recount, and written back in their own layout."""

from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from orgtree.choices import FormShape
from orgtree.days.rules.periods import Period
from orgtree.declare import registry
from orgtree.errors import RuleBroken
from orgtree.figures.services.figures import fill_figures
from orgtree.models import Area, AskedForm, FormItem
from orgtree.oneform.services import registering, sources
from orgtree.oneform.services.filling import fill_form
from orgtree.oneform.services.layouts import from_json, told_of_file
from orgtree.oneform.services.registering import Cost, correct_sources, told_twice
from orgtree.oneform.services.sheets import form_workbook
from tests.cocon.units.makers import paired
from tests.cocon.venues.makers import room
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


def filled_of(form, area):
    return fill_form(form, area, OCTOBER, viewer=form.registered_by)


def number(text: str) -> Decimal:
    return Decimal(text)


def test_a_line_an_area_is_the_figures_of_each(counted):
    town = counted
    form = registered(town)
    filled = filled_of(form, town.street)
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
    filled = filled_of(form, town.east)
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
    filled = filled_of(form, town.east)
    assert (form.shape, form.rows_of) == (FormShape.ROWS, "area.grids")
    assert filled.texts() == [
        [str(at), grid.name, grid.code, "网格", town.east.name] for at, grid in enumerate(grids, start=1)
    ]
    assert filled.share == 1
    assert len(filled_of(form, town.street).lines) == 3


def test_tables_of_the_other_apps_fill_themselves(counted):
    """Of grids, 共驻共建 and 考核: four cells of five, each figure the board's, names of the rows behind, facts of the party's tree."""
    town = counted
    paired(town, since=date(2026, 1, 5))
    fill_figures(OCTOBER, as_of=LATER)
    for sample in ("grids", "cocon", "assessments"):
        filled = filled_of(registered(town, sample, title=sample), town.east)
        assert filled.share >= 0.8, (sample, [cell.item.heading for cell in filled.asked])
        figures = [cell for cell in filled.cells if cell.item.source.startswith(sources.FIGURE)]
        assert len(figures) >= 5
        for cell in figures:
            known = value(town.east, cell.item.source.removeprefix(sources.FIGURE))
            assert cell.text == "—" if known is None else cell.number == round(known, 2), cell.item.heading
    cocon = filled_of(AskedForm.objects.get(title="cocon"), town.street)  # where the unit is seated
    words = {cell.item.heading: cell.text for cell in cocon.cells}
    assert (words["单位结对社区"], words["结对单位名称"]) == ("1", "第一中学")
    grids = filled_of(AskedForm.objects.get(title="grids"), town.street)
    assert [line[7].text for line in grids.grid()] == ["东园一网格、东园二网格", "西园一网格", ""]
    assert [item.heading for item in grids.open_items] == ["来电来访"]


def test_rows_that_no_figure_counts_are_read_with_their_own_right(counted):
    """区委组织部 sees numbers of cases and not the cases: its table stays empty, with the reason; the community's is full."""
    town, lent = counted, room(counted)
    rooms = registered(town, "rooms")
    assert (rooms.rows_of, [line[1:5] for line in filled_of(rooms, town.east).texts()]) == (
        "cocon.rooms",
        [[lent.name, lent.venue.name, lent.get_use_display(), "30"]],
    )
    ledger = registered(town, "ledger", title="在办")
    assert ledger.rows_of == "grids.ledger"
    shut = filled_of(ledger, town.east)
    assert (shut.lines, shut.closed) == ([], "网格在办事项")
    assert len(fill_form(ledger, town.east, OCTOBER, viewer=town.secretary).lines) == 2


def test_a_table_as_offices_send_it_comes_back_as_it_was(counted):
    """Of two sheets the one with a heading; merged headings over three lines; printed order, sections and sums; no hidden line."""
    town = counted
    form = registered(town, "offices", area=town.street)
    assert (
        told_of_file(from_json(form.layout))
        == "文件里另有工作表填报说明没有登记，要用的请另行登记。隐藏的1行没有读入。"
    )
    page = sheet_of(filled_of(form, town.street))
    lines = [[text or None for text in line] for line in page.iter_rows(min_row=5, values_only=True)]
    east, west, both = (value(area, "area.households") for area in (town.east, town.west, town.street))
    served = [value(area, "volunteers.services") for area in (town.west, town.east, town.street)]
    assert page.title == "附表"
    assert lines == [
        ["城关街道", None, None, None, None, None],
        ["1", "西园社区", west, 1, served[0], None],
        ["2", "东园社区", east, 2, served[1], None],
        [None, "小计", both, 3, served[0] + served[1], None],
        [None, "合计", both, 3, served[2], None],
        ["填表人：", None, None, None, None, None],
    ]
    assert {"A1:F1", "C2:E2", "C3:D3", "A5:F5"} <= {str(one) for one in page.merged_cells.ranges}
    with pytest.raises(RuleBroken) as refused:
        registered(town, "offices", title="另一张", sheet="附表二")
    assert refused.value.field == "sheet"


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
    page = sheet_of(filled_of(registered(counted), counted.street))
    assert {"A1:I1", "D3:E3", "F3:G3", "C3:C4"} <= {str(one) for one in page.merged_cells.ranges}
    rows = [list(row) for row in page.iter_rows(values_only=True)]
    assert rows[1][0] == f"填报单位：{counted.street.name}"
    assert rows[3][3:7] == ["户数", "常住人口", "志愿服务次数", "本年累计志愿服务次数"]
    assert rows[4][5] == value(counted.east, "volunteers.services")
    assert rows[-1][0] == "填表人："


def test_what_begins_a_formula_is_a_text(counted, monkeypatch):
    Area.objects.filter(pk=counted.east.pk).update(name="=1+1")
    page = sheet_of(filled_of(registered(counted), Area.objects.get(pk=counted.east.pk)))
    assert (page["C5"].value, page["C5"].data_type) == ("'=1+1", "s")
    monkeypatch.setattr("orgtree.oneform.services.sheets.guarded", lambda text: text)
    assert (
        sheet_of(filled_of(registered(counted, title="另一张"), Area.objects.get(pk=counted.east.pk)))["C5"].value
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
