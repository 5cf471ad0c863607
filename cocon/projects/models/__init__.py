"""Tables of this subject."""

from cocon.projects.models.funds import FundEntry, FundLine

__all__ = ["FundEntry", "FundLine"]
