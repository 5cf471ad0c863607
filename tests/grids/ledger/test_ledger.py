"""The ledger of a grid: cases and tasks in the offices' layout, open work by colour, and nobody in it."""

from io import BytesIO

import docx
import pytest
from django.utils import timezone
from openpyxl import load_workbook

from grids.ledger.choices import Colour
from grids.ledger.models import GridLedger
from grids.ledger.rules import OF_GROUP, colour_of
from grids.ledger.services.entries import entries_of, with_open_work
from grids.models import Report
from orgtree.choices import PostKind
from orgtree.days.rules.periods import Period
from orgtree.declare import Window
from orgtree.models import Task
from tests.grids.index.world import DAY, case
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db
ASKER, PHONE = "褚试", "13800007777"


@pytest.mark.parametrize(
    ("code", "colour"),
    [("0101", Colour.GREEN), ("0203", Colour.GREEN), ("0204", Colour.ORANGE), ("0301", Colour.ORANGE)]
    + [("0401", Colour.YELLOW), ("0505", Colour.BLUE), ("0603", Colour.GREEN), ("0701", Colour.ORANGE)],
)
def test_colours_are_kinds_of_work(code, colour):
    assert colour_of(code) == colour


def test_every_group_has_a_colour():
    assert set(OF_GROUP) == {f"0{number}" for number in range(1, 9)}


def window() -> Window:
    return Window(Period.holding("M", timezone.localdate()), timezone.now())


@pytest.fixture
def ledger(town):
    """Two cases of this month, one of them done and talked about, and a task of the grid."""
    now = timezone.now()
    first = window().beginning
    done = case(town, town.east_grid, "0401", opened=first, done_in=0)
    Report.objects.filter(case=done).update(asker=ASKER, phone=PHONE, rated_at=now, is_solved=True, stars=4)
    case(town, town.east_grid, "0303", opened=first, done_in=None, due_at=now - DAY)
    Task.objects.create(
        title="排查飞线充电",
        asked="逐楼排查",
        owner_kind=PostKind.GRID_WORKER,
        area=town.east_grid,
        giver_area=town.east,
        given_by=town.secretary,
        due_at=now + DAY,
        state="accepted",
        given_at=first,
    )
    return town


def test_the_lines_of_a_month(ledger):
    lines = entries_of(ledger.east_grid, window(), ledger.secretary)
    assert sorted(line.colour for line in lines) == sorted([Colour.YELLOW.label, Colour.ORANGE.label, Colour.RED.label])
    talked = {line.talked for line in lines}
    assert talked == {"", "回访1次，解决1，满意1"}
    assert entries_of(ledger.east_grid, window(), ledger.west_secretary) == []


def test_open_work_by_colour(ledger):
    row = with_open_work(GridLedger.objects.filter(pk=ledger.east_grid.pk)).get()
    assert (row.late, row.red, row.orange, row.yellow, row.green, row.blue) == (1, 1, 1, 1, 0, 0)


def paper(user, grid, form: str):
    return signed_in(user).get(f"/desk/grids/gridledger/{grid.pk}/ledger.{form}")


def test_the_sheets_name_nobody(ledger):
    book = load_workbook(BytesIO(b"".join(paper(ledger.secretary, ledger.east_grid, "xlsx").streaming_content)))
    cells = [str(cell) for line in book.active.iter_rows(values_only=True) for cell in line if cell]
    assert "回访1次，解决1，满意1" in cells
    document = docx.Document(BytesIO(paper(ledger.secretary, ledger.east_grid, "docx").content))
    text = "".join(cell.text for row in document.tables[-1].rows for cell in row.cells) + "".join(
        cell.text for table in document.tables for row in table.rows for cell in row.cells
    )
    assert "一件事" in text
    for said in (
        "".join(cells),
        text,
        signed_in(ledger.secretary).get(f"/desk/grids/gridledger/{ledger.east_grid.pk}/change/").content.decode(),
    ):
        assert ASKER not in said
        assert PHONE not in said


def test_whose_it_is(ledger):
    assert paper(ledger.west_secretary, ledger.east_grid, "docx").status_code == 404
    assert paper(ledger.grid_worker, ledger.east_grid, "xlsx").status_code == 404  # sees it, and takes nothing along
    page = signed_in(ledger.grid_worker).get(f"/desk/grids/gridledger/{ledger.east_grid.pk}/change/").content.decode()
    assert "一件事" in page
