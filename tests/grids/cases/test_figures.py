"""Figures of cases: worked examples by hand."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from grids.cases.declared.measures.counting import share, share_of_enough, sooner
from grids.models import Case, CaseClock, Report
from orgtree.boards.services.boards import board
from orgtree.days.rules.periods import Period
from orgtree.figures.services.figures import fill_figures
from tests.deeds import at
from tests.grids.cases import world

pytestmark = pytest.mark.django_db
YEAR = Period.parse("2026")


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [
        (48, 49, "97.96"),
        (49, 49, "100.00"),
        (99_999, 100_000, "99.99"),  # would round to 100
        (0, 5, "0.00"),
        (0, 0, None),
    ],
)
def test_never_a_hundred_while_one_is_open(part, whole, told):
    found = share(Decimal(part), Decimal(whole))
    assert (found if found is None else f"{found:.2f}") == told


def test_below_five_nothing_is_said():
    """G27"""
    assert share_of_enough(Decimal(3), Decimal(4)) is None
    assert share_of_enough(Decimal(3), Decimal(5)) == 60


def test_the_change_of_the_mean_time():
    """C07: 30 hours on average after 60."""
    assert sooner(Decimal(300), Decimal(10), Decimal(600), Decimal(10)) == 50
    assert sooner(Decimal(300), Decimal(10), Decimal(0), Decimal(0)) is None


def rows(town, count: int, **said) -> list[Case]:
    """Cases of 东园一网格, written straight to the table."""
    opened = at(2026, 3, 2)
    made = Case.objects.bulk_create(
        Case(
            number=f"2026{Case.objects.count() + number:07d}",
            category=world.category(),
            area=town.east_grid,
            level="L2",
            opened_at=opened,
            **world.WORDS,
            **said,
        )
        for number in range(count)
    )
    told = {"source": "hotline", "year": 2026, "told_at": opened, "entered_at": opened, "channel": "phone"}
    Report.objects.bulk_create(Report(case=case, first_case=case, **told) for case in made)
    return made


def ended(town, count: int, result: str) -> list[Case]:
    day = at(2026, 3, 4)
    return rows(
        town,
        count,
        state="closed",
        result=result,
        answer="已答复",
        done_at=day,
        done_by=town.clerk,
        verified_at=day,
        verified_by=town.secretary,
        closed_at=day,
    )


def figures(town) -> dict:
    fill_figures(YEAR, as_of=at(2027, 1, 5))
    return {cell.figure.key: cell for group in board(town.street, YEAR).groups for cell in group.cells}


def test_explained_is_not_solved(town):
    """G22: 100 valid, 70 solved, 20 explained, 10 open."""
    ended(town, 70, "solved")
    ended(town, 20, "explained")
    rows(town, 10)
    found = figures(town)
    assert {key: found[f"grids.{key}"].text for key in ("opened", "solved_rate", "done_rate")} == {
        "opened": "100",
        "solved_rate": "70.00",
        "done_rate": "90.00",
    }
    assert found["grids.pleased_rate"].value is None


def test_one_late_of_forty_nine(town):
    made = ended(town, 49, "solved")
    due = at(2026, 3, 5)
    CaseClock.objects.bulk_create(
        CaseClock(case=case, kind="handle", due_at=due, stopped_at=due + timedelta(hours=1 if not number else -1))
        for number, case in enumerate(made)
    )
    assert figures(town)["grids.handle_rate"].text == "97.96"
    assert timezone.localtime(due)
