"""A list told once: every surface chooses from its columns, and none puts people in the order of what they did."""

import pytest
from django.utils.text import Truncator
from openpyxl import load_workbook

from cocon.models import Wish
from cocon.wishes.lists import wish_list
from orgtree.declare import Column, DuplicateDeclaration
from orgtree.lists import (
    Listing,
    RanksPersons,
    columns_of,
    declare_list,
    declared_lists,
    shortened,
    unsummed_columns,
)
from orgtree.models import ActStep, Notice
from orgtree.sheets.declaring import importers
from orgtree.sheets.workbooks import Heading, Sheet, write_workbook

COLUMNS = columns_of(Notice, "text")


def test_a_second_list_of_a_noun_is_refused():
    with pytest.raises(DuplicateDeclaration):
        declare_list(Wish, columns={})


def test_a_name_that_is_no_column_is_refused():
    with pytest.raises(KeyError):
        declare_list(ActStep, columns=COLUMNS, desk="text missing")


def test_a_list_by_merit_is_refused():
    by_hours = {"hours": Column("时长", lambda row: row.hours, order="record__hours")}
    with pytest.raises(RanksPersons):
        declare_list(ActStep, columns=by_hours)
    with pytest.raises(RanksPersons):
        declare_list(ActStep, columns=columns_of(ActStep, "at"), order="-at -record__hours")
    assert ActStep not in {listing.model for listing in declared_lists()}


def test_a_field_shows_what_the_model_says_of_it():
    columns = columns_of(Wish, "kind people_helped")
    assert (columns["kind"].label, columns["kind"].value(Wish(kind="repair"))) == ("类别", "维修安装")
    assert (columns["people_helped"].number, columns["people_helped"].field) == (True, "people_helped")


def test_the_desk_shortens_and_nothing_else_does():
    listing = Listing(Notice, {"text": shortened(Notice, "text", 5)}, desk=("text",))
    notice = Notice(text="一二三四五六七八")
    assert listing.cells({})["text"](notice) == Truncator(notice.text).chars(5)
    [column] = listing.sheet_columns()
    assert (column.value(notice), column.order) == ("一二三四五六七八", "")


def test_a_number_whose_sum_says_nothing_is_not_summed():
    assert columns_of(Wish, "people_helped")["people_helped"].field == "people_helped"
    column = unsummed_columns(Wish, "people_helped")["people_helped"]
    assert (column.number, column.field) == (True, "")


def test_a_row_may_give_its_column_the_colour():
    column = Column("期限", lambda row: "今天", tones={"已超期": "danger"}, toned=lambda row: "已超期")
    assert Listing(Notice, {"due": column}).cells({})["due"](None) == ("已超期", "今天")


@pytest.mark.parametrize(
    ("number", "address", "shows"),
    [
        (3, "/rows/", '<a class="text-link" href="/rows/">3</a>'),
        (0, "/rows/", "0"),
        (3, None, "3"),
        (None, "/rows/", "—"),
    ],
)
def test_a_number_leads_to_its_rows_where_there_are_any(number, address, shows):
    listing = Listing(Notice, {"rows": Column("条数", lambda row: number, number=True)})
    assert listing.cells({"rows": lambda row: address})["rows"](None) == shows


def test_a_sum_is_of_numbers_alone():
    """An account that is exempt says so where others have their points."""
    sheet = Sheet(
        "表", "表", "", [Heading("姓名"), Heading("积分", number=True, summed=True)], [["甲", 2], ["乙", "免评"]]
    )
    with write_workbook([sheet]) as file:
        *_, total = load_workbook(file).active.iter_rows(values_only=True)
    assert total == ("合计", 2)


@pytest.mark.parametrize("listing", declared_lists(), ids=lambda listing: listing.model.__name__)
def test_the_workbook_begins_with_what_its_importer_reads(listing):
    headings = [column.label for column in listing.sheet_columns()]
    assert len(headings) == len(set(headings)), "a heading twice is refused on the way back"
    if listing.importer:
        form = importers[listing.importer].form
        known = [field.label for name, field in form.base_fields.items() if name in listing.columns]
        assert headings[: len(known)] == known
        asked = {field.label for field in form.asked_fields().values() if field.required}
        assert asked <= set(headings), "without it the sheet cannot come back"


def test_wishes_are_such_a_list():
    assert wish_list in declared_lists()
