"""Rows of this subject's nouns in each state that an act may leave, and who decides: see tests/makers.py."""

from orgtree.acts import perform_one
from tests.volunteers.calls import drafted, in_days, opened, ordered, planned
from tests.volunteers.standing.makers import street_two
from volunteers.choices import EmergencyState, ShiftState
from volunteers.emergencies.services.shifts import shift_acts
from volunteers.models import Emergency, Shift


def running(town, member) -> Emergency:
    return opened(town.east, by=street_two(town)[1])


def planned_shift(town, member) -> Shift:
    """Yet to begin, in the community."""
    return planned(running(town, member), town.east, by=town.secretary, start=2, end=4)


def called_off(town, member) -> Shift:
    return perform_one(shift_acts, "cancel", pk=planned_shift(town, member).pk, by=street_two(town)[1])


MAKERS = {
    "volunteers.emergency": {
        EmergencyState.DRAFT: lambda town, member: drafted(town.east, by=street_two(town)[1]),
        EmergencyState.OPEN: running,
        EmergencyState.CLOSED: lambda town, member: ordered("close", running(town, member), street_two(town)[1]),
    },
    "volunteers.shift": {ShiftState.STANDING: planned_shift, ShiftState.CANCELLED: called_off},
}
DESKS = {"volunteers.emergency": street_two}
WORDS = {"volunteers.emergency.extend": {"planned_end": in_days(30)}}
