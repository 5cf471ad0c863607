"""Tables of this subject."""

from cocon.projects.models.area_norms import AreaNorm, NormedArea
from cocon.projects.models.funds import FundEntry, FundLine
from cocon.projects.models.norms import ProjectNorm
from cocon.projects.models.papers import PaperKind, ProjectPaper
from cocon.projects.models.projects import Hearing, Project, ProjectSite

__all__ = [
    "AreaNorm",
    "FundEntry",
    "FundLine",
    "Hearing",
    "NormedArea",
    "PaperKind",
    "Project",
    "ProjectNorm",
    "ProjectPaper",
    "ProjectSite",
]
