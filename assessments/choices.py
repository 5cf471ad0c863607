"""Short permanent codes and their Chinese labels, a module per noun."""

from assessments.honours.choices import Audience, EntryState, HonourKind, HonourState, OrganLevel, TrainingKind
from assessments.keytasks.choices import KeyTaskState, PartKind, VisitState, WorkState
from assessments.rectify.choices import RectifySource, RectifyState, TalkKind, TalkState, TalkTrigger
from assessments.results.choices import DisputeState, OutcomeState
from assessments.reviews.choices import ReviewedState, ReviewGrade, ReviewState
from assessments.rounds.choices import MemberState, ReportState, RoundState, SheetState
from assessments.schemes.choices import CapKind, ComponentSource, ExtraKind, Grade, Level, RoundKind, SchemeState
from assessments.surveys.choices import AgeBand, BatchState, Option, SurveyKind, SurveyState

__all__ = [
    "AgeBand",
    "Audience",
    "BatchState",
    "CapKind",
    "ComponentSource",
    "DisputeState",
    "EntryState",
    "ExtraKind",
    "Grade",
    "HonourKind",
    "HonourState",
    "KeyTaskState",
    "Level",
    "MemberState",
    "Option",
    "OrganLevel",
    "OutcomeState",
    "PartKind",
    "RectifySource",
    "RectifyState",
    "ReportState",
    "ReviewGrade",
    "ReviewState",
    "ReviewedState",
    "RoundKind",
    "RoundState",
    "SchemeState",
    "SheetState",
    "SurveyKind",
    "SurveyState",
    "TalkKind",
    "TalkState",
    "TalkTrigger",
    "TrainingKind",
    "VisitState",
    "WorkState",
]
