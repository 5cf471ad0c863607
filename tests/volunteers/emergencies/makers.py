"""Rows of this subject's nouns in each state that an act may leave, and who decides: see tests/makers.py."""

from tests.volunteers.calls import drafted, in_days, opened, ordered
from tests.volunteers.standing.makers import street_two
from volunteers.choices import EmergencyState
from volunteers.models import Emergency


def running(town, member) -> Emergency:
    return opened(town.east, by=street_two(town)[1])


MAKERS = {
    "volunteers.emergency": {
        EmergencyState.DRAFT: lambda town, member: drafted(town.east, by=street_two(town)[1]),
        EmergencyState.OPEN: running,
        EmergencyState.CLOSED: lambda town, member: ordered("close", running(town, member), street_two(town)[1]),
    }
}
DESKS = {"volunteers.emergency": street_two}
WORDS = {"volunteers.emergency.extend": {"planned_end": in_days(30)}}
