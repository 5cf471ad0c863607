"""A poll with what is frozen at its opening, its roll, its boxes, its paper ballots, and what came of it."""

from assessments.ballots.models.boxes import BallotBox, PollSheet
from assessments.ballots.models.papers import PaperBatch, PaperCount
from assessments.ballots.models.polls import Keeper, Poll, PollClass, PollSubject
from assessments.ballots.models.results import PollFigure, PollTally, PollText
from assessments.ballots.models.roll import RollEntry, RollRight, RollToken

__all__ = [
    "BallotBox",
    "Keeper",
    "PaperBatch",
    "PaperCount",
    "Poll",
    "PollClass",
    "PollFigure",
    "PollSheet",
    "PollSubject",
    "PollTally",
    "PollText",
    "RollEntry",
    "RollRight",
    "RollToken",
]
