"""Tables of rounds, a module per noun."""

from assessments.rounds.models.panels import PanelMember, PanelScore, PanelSheet
from assessments.rounds.models.reports import SubjectReport
from assessments.rounds.models.rounds import Round, RoundFact, RoundSubject, SubjectExtra

__all__ = [
    "PanelMember",
    "PanelScore",
    "PanelSheet",
    "Round",
    "RoundFact",
    "RoundSubject",
    "SubjectExtra",
    "SubjectReport",
]
