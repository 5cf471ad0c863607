"""Three members who can be called up."""

import pytest

from tests.replay import Replay, recording
from tests.town import TOWN
from tests.volunteers.people import accepted
from volunteers.models import Member


def accept_three(town) -> list[Member]:
    return [
        accepted(town.east, town.secretary, name="甲一"),
        accepted(town.east, town.secretary, name="乙二"),
        accepted(town.west, town.west_secretary, name="丙三"),
    ]


THREE = Replay("three", accept_three, on=TOWN, sealed=True)
recorded_three = recording(THREE)


@pytest.fixture
def people(recorded_three, town) -> list[Member]:
    """Two of 东园, one of 西园."""
    return THREE.play(town)
