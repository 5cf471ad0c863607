"""A town where people have served."""

import random
from datetime import timedelta

import pytest

from orgtree.figures.services.figures import fill_figures
from orgtree.models import FigureMark
from tests.deeds import at, reported, served
from tests.orgtree.filling import LATER, OCTOBER, recent
from tests.replay import Replay, recording
from tests.town import TOWN


def serve(town) -> None:
    """Random services of random members all over the town, in September, October and November."""
    dice = random.Random(7)
    places = [town.east, town.east_grid, town.east_building, town.west, town.west_grid, town.north]
    members = [reported(dice.choice(places), by=town.secretary, accepted_at=at(2026, 8, 1)) for _ in range(12)]
    for day in range(60):
        start = at(2026, 9, 20) + timedelta(days=day)
        for member in dice.sample(members, 3):
            served(member, start, by=town.west_secretary, hours=dice.choice(["0.5", "2", "3.5"]), people=day % 4)


def fill(town) -> None:
    """Some members and services in October, filled."""
    for place in (town.east, town.east_grid, town.east_building, town.west_grid, town.north):
        member = reported(place, by=town.secretary, accepted_at=at(2026, 10, 1))
        for day in (4, 9):
            served(member, at(2026, 10, day), by=town.west_secretary, hours="2.5", people=day)
    fill_figures(OCTOBER.previous, as_of=LATER)
    fill_figures(OCTOBER, as_of=LATER)


def serve_and_fill(town) -> None:
    serve(town)
    for period in recent():
        fill_figures(period)


COUNTED = Replay("counted", serve_and_fill, on=TOWN, sealed=True)
SERVICES = Replay("services", serve, on=TOWN, sealed=True)
BUSY = Replay("busy", fill, on=TOWN, sealed=True)
recorded_services = recording(SERVICES)
recorded_busy = recording(BUSY)
recorded_counted = recording(COUNTED)


@pytest.fixture
def services(recorded_services, town):
    """The town with services all over it."""
    SERVICES.play(town)
    return town


@pytest.fixture
def busy(recorded_busy, town):
    """The town with figures of October."""
    BUSY.play(town)
    return town


@pytest.fixture
def filled(recorded_counted, town):
    """The town with services, October and the running periods filled from them, nothing waiting to be counted."""
    COUNTED.play(town)
    FigureMark.objects.all().delete()
    return town
