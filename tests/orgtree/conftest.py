"""A town where people have served."""

import random
from datetime import timedelta

import pytest

from tests.deeds import at, reported, served


@pytest.fixture
def services(town):
    """Random services of random members all over the town, in September, October and November."""
    dice = random.Random(7)
    places = [town.east, town.east_grid, town.east_building, town.west, town.west_grid, town.north]
    members = [reported(dice.choice(places), by=town.secretary, accepted_at=at(2026, 8, 1)) for _ in range(12)]
    for day in range(60):
        start = at(2026, 9, 20) + timedelta(days=day)
        for member in dice.sample(members, 3):
            served(member, start, by=town.west_secretary, hours=dice.choice(["0.5", "2", "3.5"]), people=day % 4)
    return town
