"""Figures of dispatch, by the services and by hand: whether the first unit was right, how many came back, how often a case went on."""

import pytest

from orgtree.figures.models import FigureMark
from tests.grids.cases import world
from tests.grids.cases.test_figures import figures

pytestmark = pytest.mark.django_db
KEYS = (
    "given",
    "given_back",
    "back_rate",
    "first_known",
    "first_right",
    "first_wrong",
    "first_right_rate",
    "mean_hops",
)


def returned(town, at, title: str):
    case = world.signed(town, at, world.case(town, title=title))
    world.do_leg("give_back", world.lead_of(case), at.clerk, return_kind="not_duty", reason="不属城管职责")
    case.refresh_from_db()
    return case


def done_after_return(town, first, then):
    case = world.do("assign", returned(town, first, "路灯常亮"), town.street_secretary, lead=then.unit)
    leg = case.legs.get(hop=2)
    world.do_leg("sign", leg, then.clerk)
    world.do_leg("finish", leg, then.clerk, result="solved", outcome="已修好路灯")


def test_the_first_unit_right_the_returns_and_the_hops(town):
    """Three done at once, one done by the second unit after a return, one withdrawn, one still in work: 3 of 5 right, 1 of 7 back."""
    first, then = world.department(town), world.department(town, "住建局")
    for number in range(3):
        world.done(town, first, world.case(town, title=f"路灯不亮{number}"))
    done_after_return(town, first, then)
    passed_over = world.signed(town, first, world.case(town, title="灯杆歪斜"))
    world.do_leg("withdraw", world.lead_of(passed_over), town.street_secretary, reason="改派别的单位")
    world.signed(town, first, world.case(town, title="灯罩脱落"))
    found = figures(town)
    assert {key: found[f"grids.{key}"].text for key in KEYS} == {
        "given": "7",
        "given_back": "1",
        "back_rate": "14.29",
        "first_known": "5",
        "first_right": "3",
        "first_wrong": "2",
        "first_right_rate": "60.00",
        "mean_hops": "1.25",
    }


def test_a_part_that_goes_with_its_case_says_nothing(town):
    at = world.department(town)
    case = world.assigned(town, at)
    into = world.case(town, title="另一件事")
    world.do("merge", case, town.street_secretary, into=into)
    assert list(case.legs.values_list("state", "was_right")) == [("withdrawn", None)]
    assert figures(town)["grids.first_known"].text == "0"


def test_what_a_leg_comes_to_marks_its_figures(town):
    at = world.department(town)
    case = world.signed(town, at)
    FigureMark.objects.all().delete()
    world.do_leg("give_back", world.lead_of(case), at.clerk, return_kind="not_duty", reason="不属城管职责")
    assert FigureMark.objects.filter(source="grids_leg.case__area.given_at", area=case.area_id).exists()
