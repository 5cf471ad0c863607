"""Short permanent codes and their Chinese labels, a module per noun."""

from assessments.rectify.choices import RectifySource, RectifyState, TalkKind, TalkState, TalkTrigger
from assessments.rounds.choices import MemberState, ReportState, RoundState, SheetState
from assessments.schemes.choices import CapKind, ComponentSource, ExtraKind, Grade, Level, RoundKind, SchemeState

__all__ = [
    "CapKind",
    "ComponentSource",
    "ExtraKind",
    "Grade",
    "Level",
    "MemberState",
    "RectifySource",
    "RectifyState",
    "ReportState",
    "RoundKind",
    "RoundState",
    "SchemeState",
    "SheetState",
    "TalkKind",
    "TalkState",
    "TalkTrigger",
]
