"""Tables of cases: the case, its reports, legs, clocks and requests."""

from grids.cases.models.cases import Case
from grids.cases.models.clocks import CaseClock, Leg
from grids.cases.models.reports import Report
from grids.cases.models.requests import CaseRequest, Sending

__all__ = ["Case", "CaseClock", "CaseRequest", "Leg", "Report", "Sending"]
