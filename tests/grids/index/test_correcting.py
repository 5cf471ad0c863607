"""A settled month: a late change never alters it, and what it would say by that stands beside it, with its reason."""

from decimal import Decimal

import pytest
import time_machine

from grids.index.choices import Change, Hidden
from grids.index.services.computing import compute_month
from grids.index.services.correcting import changes_of, correct_month
from grids.index.tasks import compute_indexes
from grids.models import Case, CaseClock, Category, GridIndex, IndexPoint
from orgtree.models import Area
from tests.api import Api
from tests.deeds import at
from tests.grids.index.test_index import OCTOBER, fill, grids, index  # noqa: F401
from tests.grids.index.world import DAY, case
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db
SETTLED, LATER = at(2026, 11, 30, 23), at(2026, 12, 20)
STORED = ("index", "grade", "cases", "accidents", "handling", "parts", "hidden", "households", "computed_at")


def point(area: int = 1, part: str = "p1", weight: str = "1") -> IndexPoint:
    return IndexPoint(case_id=7, area_id=area, part=part, weight=Decimal(weight))


@pytest.mark.parametrize(
    ("was", "now", "kind"),
    [
        (point(), None, Change.DROPPED),
        (None, point(), Change.ADDED),
        (point(), point(area=2), Change.MOVED),
        (point(), point(part="p3"), Change.CLASS),
        (point(), point(weight="1.5"), Change.WEIGHT),
        (point(weight="1.000"), point(), None),
    ],
)
def test_what_has_become_known_of_a_case(was, now, kind):
    found = changes_of([was] if was else [], [now] if now else [])
    assert [one.kind for one in found] == ([kind] if kind else [])


@pytest.fixture
def october(grids):  # noqa: F811
    """A month of two grids with six cases each and one that was late and open when it was settled."""
    town = grids
    fill(town, town.east_grid)
    fill(town, town.east_grid_two)
    case(town, town.east_grid, "0401", done_in=None)
    compute_month(OCTOBER, now=SETTLED)
    return town


def settled() -> dict:
    return {
        row.area_id: {name: getattr(row, name) for name in STORED} for row in GridIndex.objects.filter(month=OCTOBER)
    }


def test_what_comes_of_open_cases_later_is_no_correction(october):
    """The late one is done in December: when October was settled it was late and open."""
    before = settled()
    CaseClock.objects.filter(stopped_at=None).update(stopped_at=LATER)
    Case.objects.filter(state="handling").update(
        state="verified",
        done_at=LATER,
        done_by=october.clerk,
        result="solved",
        answer="已处理",
        verified_at=LATER,
        verified_by=october.secretary,
        reopened_at=LATER,
    )
    with time_machine.travel(LATER + DAY, tick=False):
        assert correct_month(OCTOBER) == 0
    assert settled() == before


def test_a_late_change_stands_beside_the_settled_month_with_its_case(october):
    town = october
    before, late = settled(), Case.objects.get(state="handling")
    Case.objects.filter(pk=late.pk).update(state="withdrawn")
    with time_machine.travel(LATER, tick=False):
        compute_indexes()
        compute_indexes()
    assert settled() == before
    row = index(town.east_grid)
    why = [{"number": late.number, "kind": "dropped", "was": ["p1", "2.000"], "now": None}]
    assert (row.corrected["changes"], row.corrected["changed"], row.corrected["cases"]) == (why, 1, 6)
    assert Decimal(row.corrected["index"]) > row.index
    assert [bool(index(area).corrected) for area in (town.east, town.street, town.east_grid_two)] == [True, True, False]
    page = signed_in(town.secretary).get(f"/desk/grids/gridindex/{row.pk}/change/").content.decode()
    told = f"更正后{row.corrected['index']}"
    assert told in page

    assert f"事项{late.number}不再计入：矛盾纠纷2改为不计" in page
    listed = Api(town.secretary).get("grid-indexes/", area=town.east_grid.pk, month="2026-10-01").json()["results"][0]
    assert (listed["index"], listed["corrected"]["index"]) == (float(row.index), row.corrected["index"])
    Case.objects.filter(pk=late.pk).update(state="handling")  # and back again: nothing is left of it
    with time_machine.travel(LATER, tick=False):
        assert correct_month(OCTOBER) == 0
    assert index(town.east_grid).corrected is None


def test_nothing_is_said_beside_what_is_hidden(october):
    """One of two grids falls to four cases by what became known: hidden then, with the other as its partner."""
    town = october
    gone = list(Case.objects.filter(area=town.east_grid_two).values_list("pk", flat=True)[:2])
    Case.objects.filter(pk__in=gone).update(category=Category.objects.get(code="0801", area=None))
    correct_month(OCTOBER)
    assert [index(area).corrected for area in (town.east_grid, town.east_grid_two)] == [None, None]
    assert index(town.east).corrected["cases"] == 11


def test_households_of_later_are_none_of_that_month(october):
    before = settled()
    Area.objects.filter(pk=october.east_building.pk).update(households=20)
    Case.objects.filter(state="handling").update(state="withdrawn")
    correct_month(OCTOBER)
    assert settled() == before
    assert index(october.east_grid).corrected is not None  # 700 as it was, not 68, which would hide it
    assert index(october.east_grid).hidden != Hidden.HOUSEHOLDS
