"""A list told once: every surface chooses from its columns, and none puts people in the order of what they did."""

import pytest

from cocon.models import Wish
from cocon.wishes.lists import wish_list
from orgtree.declare import Column, DuplicateDeclaration
from orgtree.lists import RanksPersons, columns_of, declare_list, declared_lists
from orgtree.models import ActStep, Notice
from orgtree.sheets.declaring import importers

COLUMNS = columns_of(Notice, "text")


def test_a_second_list_of_a_noun_is_refused():
    with pytest.raises(DuplicateDeclaration):
        declare_list(Wish, columns={})


def test_a_name_that_is_no_column_is_refused():
    with pytest.raises(KeyError):
        declare_list(Notice, columns=COLUMNS, desk="text missing")


def test_a_list_by_merit_is_refused():
    by_hours = {"hours": Column("时长", lambda row: row.hours, order="record__hours")}
    with pytest.raises(RanksPersons):
        declare_list(ActStep, columns=by_hours)
    assert ActStep not in {listing.model for listing in declared_lists()}


def test_a_field_shows_what_the_model_says_of_it():
    columns = columns_of(Wish, "kind people_helped")
    assert (columns["kind"].label, columns["kind"].value(Wish(kind="repair"))) == ("类别", "维修安装")
    assert (columns["people_helped"].number, columns["people_helped"].field) == (True, "people_helped")


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
