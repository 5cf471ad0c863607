"""Tables of this subject."""

from cocon.projects.models.funds import FundEntry, FundLine
from cocon.projects.models.norms import ProjectNorm
from cocon.projects.models.projects import Hearing, Project, ProjectSite

__all__ = ["FundEntry", "FundLine", "Hearing", "Project", "ProjectNorm", "ProjectSite"]
