"""Whistles and departments' parts for the contract of acts and of makings; the member of the contract is the department's clerk."""

from collections.abc import Callable

from grids.models import WhistleLeg
from grids.whistles.choices import LegState, WhistleState
from grids.whistles.services.whistles import whistle_acts
from orgtree.acts import perform_one
from orgtree.choices import PostKind
from orgtree.models import Institution
from orgtree.people.services.people import appoint
from tests.grids.whistles import world

OTHER = "区水务局"
UNTIL = ("answer", "arrive", "finish", "rate", "contest")
REACHED = {
    LegState.CALLED: 0,
    LegState.ANSWERED: 1,
    LegState.ARRIVED: 2,
    LegState.EXTENDING: 2,
    LegState.DONE: 3,
    LegState.RATED: 4,
    LegState.CONTESTED: 5,
}


def leg_in(state: LegState) -> Callable:
    """A part in this state, by another clerk of the department than the member."""

    def make(town, member) -> WhistleLeg:
        row = world.leg(town)
        appoint(holder_id=member.user_id, kind=PostKind.DEPARTMENT, institution=row.unit, by=None)
        by = world.clerk(town, row.unit)
        if state == LegState.SIGNED:
            return world.do("sign", row, by)
        if state in (LegState.RETURNED, LegState.RELEASED):
            row = world.do("give_back", row, by, refusal=world.REFUSAL)
            return row if state == LegState.RETURNED else world.do("release", row, world.deputy(town))
        steps = (
            ("answer", by, {"answer": "半小时内到场"}),
            ("arrive", town.clerk, {"on_site": "已到场"}),
            ("finish", by, {"outcome": "已疏通"}),
            ("rate", town.street_secretary, world.STARS),
            ("contest", by, {"contest": "当天已按时到场"}),
        )
        for key, doer, words in steps[: REACHED.get(state, 5)]:
            row = world.do(key, row, doer, **words)
        if state == LegState.EXTENDING:
            return world.do("ask_more", row, by, **world.MORE)
        if state in (LegState.EXCLUDED, LegState.KEPT):
            key = "exclude" if state == LegState.EXCLUDED else "keep"
            row = world.do(key, row, world.centre(town), decision="经核实")
        return row

    return make


def ended(town, member):
    world.done(town)
    [row] = world.Whistle.objects.all()
    return perform_one(whistle_acts, "end", pk=row.pk, by=town.street_secretary)


def refused(town, member):
    row = world.asked(town)
    return perform_one(whistle_acts, "refuse", pk=row.pk, by=town.street_secretary, reason="请直接交办")


def beside_another(make: Callable) -> Callable:
    """What `make` makes, and another department that might be called."""

    def made(town, member):
        world.clerk(town, world.department(town, OTHER))
        return make(town, member)

    return made


def blown_and_done(town, member):
    """One that may be ended: the department is done."""
    return world.done(town).whistle


MAKERS = {
    "grids.whistle": {
        WhistleState.ASKED: beside_another(lambda town, member: world.asked(town)),
        WhistleState.BLOWN: beside_another(blown_and_done),
        WhistleState.REFUSED: beside_another(refused),
        WhistleState.ENDED: beside_another(ended),
    },
    "grids.whistleleg": {state: leg_in(state) for state in LegState},
}
DESKS = {
    "grids.whistle": lambda town: (world.deputy(town, "2"), world.deputy(town, "3")),
    "grids.whistleleg": lambda town: (world.centre(town, "1"), world.centre(town, "2")),
}
WORDS = {
    "grids.whistleleg.rate": {"response": 5, "attendance": 4, "result": 5},
    "grids.whistleleg.ask_more": world.MORE,
    "grids.whistle.call_more": lambda: {"unit": Institution.objects.get(name=OTHER), "kind": "department"},
}
BEGINNINGS = {"grids.whistle.whistle": lambda town, member: world.said(town)}
