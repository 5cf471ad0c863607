"""Tables of this floor, a module per noun."""

from assessments.rectify.models import RectifyItem, Talk
from assessments.rounds.models import (
    PanelMember,
    PanelScore,
    PanelSheet,
    Round,
    RoundFact,
    RoundSubject,
    SubjectExtra,
    SubjectReport,
)
from assessments.schemes.models import (
    BallotOption,
    Band,
    Cap,
    Component,
    Extra,
    Item,
    Quota,
    RedLine,
    Refusal,
    Scheme,
    VoterClass,
)

__all__ = [
    "BallotOption",
    "Band",
    "Cap",
    "Component",
    "Extra",
    "Item",
    "PanelMember",
    "PanelScore",
    "PanelSheet",
    "Quota",
    "RectifyItem",
    "RedLine",
    "Refusal",
    "Round",
    "RoundFact",
    "RoundSubject",
    "Scheme",
    "SubjectExtra",
    "SubjectReport",
    "Talk",
    "VoterClass",
]
