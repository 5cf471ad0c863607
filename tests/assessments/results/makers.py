"""Outcomes, publicity and objections for the contract of acts and of makings."""

from assessments.models import Outcome, ResultDispute
from assessments.results.choices import DisputeState, OutcomeState
from assessments.results.services.composing import compose_round
from assessments.results.services.publicity import dispute_acts
from orgtree.acts import make
from orgtree.choices import PostKind
from orgtree.people.services.people import appoint
from tests.assessments.results import world
from tests.assessments.rounds import world as rounds
from tests.assessments.schemes.world import office


def composed(town, member) -> Outcome:
    """Of a plain round: nothing is suggested, so that every grade needs its reason."""
    row = rounds.created(town)
    for key in ("open", "close"):
        row = rounds.do(key, row, office(town))
    compose_round(round=row, by=office(town))
    return world.outcome_of(row, town.street)


def decided(town, member) -> Outcome:
    return world.outcome_of(rounds.run_to(town, "open", "close"), town.street)


def disputed(town, member) -> Outcome:
    """Its objection was upheld by another, so that it may be corrected."""
    dispute = world.answer("uphold", raised(town, member), office(town, "9"), answer="情况属实")
    return dispute.outcome


def raised(town, member) -> ResultDispute:
    appoint(holder_id=member.user_id, kind=PostKind.STREET_COMMITTEE, area=town.street, by=None)
    outcome = world.outcome_of(world.shown(town).round, town.street)
    return make(dispute_acts, "raise", outcome=outcome, words="扣分依据不实", by=town.street_secretary).row


def objecting(town, member) -> dict:
    return {"outcome": world.outcome_of(world.shown(town).round, town.street), "words": "扣分依据不实"}


def offices(town):
    return office(town, "3"), office(town, "4")


MAKERS = {
    "assessments.outcome": {OutcomeState.COMPOSED: composed, OutcomeState.DECIDED: decided},
    "assessments.publicity": {"running": lambda town, member: world.shown(town)},
    "assessments.resultdispute": {DisputeState.RAISED: raised},
}
ROWS = {"assessments.outcome.correct": disputed}
DESKS = {
    "assessments.outcome": offices,
    "assessments.publicity": offices,
    "assessments.resultdispute": lambda town: (rounds.both(town, "1"), rounds.both(town, "2")),
}
WORDS = {
    "assessments.outcome.decide": {"decided": "competent", "reason": "工作扎实"},
    "assessments.outcome.correct": {"decided": "excellent"},
}
BEGINNINGS = {
    "assessments.publicity.show": lambda town, member: {
        "round": rounds.run_to(town, "open", "close", "decide"),
    },
    "assessments.resultdispute.raise": objecting,
}
