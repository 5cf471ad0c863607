"""The indicators that a scheme may score: each a share of rows that are listed."""

from datetime import timedelta

import pytest

from orgtree.days.rules.periods import Period
from orgtree.declare import Derived, Window, registry
from tests.deeds import at
from tests.volunteers.gatherings import announced, put_back
from tests.volunteers.people import accepted
from volunteers.members.choices.report_in import ReportInOrigin
from volunteers.models import ReportIn, SignUp

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
A1 = (
    "assessments.accepted_share",
    "volunteers.gridded_share",
    "volunteers.duty_holders_share",
    "assessments.active_share",
    "grids.handle_rate",
    "assessments.residents_satisfaction",
    "cocon.project_rate",
    "assessments.life_share",
    "assessments.open_share",
    "assessments.rectified_share",
)


def counted(key: str, period: str = "2026-06"):
    return registry.figures[f"assessments.{key}"].counted(Window(Period.parse(period), at(2026, 7, 5)))


def test_each_is_a_percentage_of_parts_that_are_declared_and_stands_in_a_sentence():
    text = registry.sentences["assessments.indicators"].text
    for key in A1:
        figure = registry.figures[key]
        assert isinstance(figure, Derived)
        assert figure.unit == "%"
        assert set(figure.parts) <= registry.figures.keys()
        assert f"{{{key}}}" in text


def submitted(town, day: int, took: int, origin: str = ReportInOrigin.SELF) -> ReportIn:
    """Submitted in June 2026 and accepted so many days later."""
    row = accepted(town.east, town.clerk).report_ins.latest("pk")
    start = at(2026, 6, day)
    ReportIn.objects.filter(pk=row.pk).update(submitted_at=start, accepted_at=start + took * DAY, origin=origin)
    return row


def test_accepted_in_time_by_the_limit_of_that_day_in_working_days(town):
    soon, slow = submitted(town, 1, 1), submitted(town, 1, 25)
    submitted(town, 2, 25, ReportInOrigin.ROSTER)  # nobody waited for it
    assert set(counted("accepted")) == {soon, slow}
    assert set(counted("accepted_in_time")) == {soon}
    assert not counted("accepted", "2026-05").exists()


def held(area, clerk, moment) -> None:
    """A session at which somebody was."""
    session = put_back(announced(area, clerk))
    member = accepted(area if area.kind == "community" else area.parent, clerk)
    SignUp.objects.create(session=session, member=member, state="attended", signed_up_at=moment, signed_up_by=clerk)
    type(session).objects.filter(pk=session.pk).update(
        starts_at=moment,
        ends_at=moment + DAY / 12,
        sign_up_until=moment - DAY,
        roll_submitted_at=moment + DAY / 8,
        roll_submitted_by=clerk,
    )


def test_active_is_a_community_with_something_in_each_month(town):
    held(town.east, town.clerk, at(2026, 6, 3))
    held(town.east_grid, town.clerk, at(2026, 5, 3))  # what a grid holds does not count
    held(town.west, town.west_secretary, at(2026, 6, 3))
    assert set(counted("active_communities")) == {town.east, town.west}
    quarter = Window(Period.parse("2026Q2"), at(2026, 7, 5))
    assert not registry.figures["assessments.active_communities"].counted(quarter).exists()  # April is missing
    running = Window(Period.parse("2026Q2"), at(2026, 4, 20))
    held(town.west, town.west_secretary, at(2026, 4, 3))
    assert set(registry.figures["assessments.active_communities"].counted(running)) == {town.west}
