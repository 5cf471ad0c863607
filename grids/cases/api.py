"""Cases by program: what is the matter where, how far it is; never who told of it."""

from grids.bases import GridsViewSet, OfUnitsViewSet
from grids.cases.lists import case_list, leg_list, report_list, request_list
from grids.cases.services.course import case_acts
from grids.cases.services.legs import leg_acts
from grids.cases.services.reports import report_acts
from grids.cases.services.requests import request_acts


class CaseViewSet(GridsViewSet):
    """Cases within the viewer's posts."""

    acts = case_acts
    listing = case_list
    texts = {
        "list": ("网格事项列表", "职责范围内的网格事项。不含诉求人的称呼和电话。"),
        "retrieve": ("一件网格事项", "事项、分类、状态、时限与办理情况。"),
    }


class LegViewSet(OfUnitsViewSet):
    """Parts of cases: the desk's view of all units, a unit's of its own."""

    acts = leg_acts
    listing = leg_list
    texts = {
        "list": ("承办列表", "职责范围内或本单位的承办。"),
        "retrieve": ("一项承办", "交办要求、时限、办理情况。"),
    }


class CaseRequestViewSet(OfUnitsViewSet):
    """Requests of more time and of clocks that stand."""

    acts = request_acts
    listing = request_list
    texts = {
        "list": ("延期与暂停申请列表", "职责范围内或本单位的申请。"),
        "retrieve": ("一项申请", "申请的内容与审批情况。"),
    }


class ReportViewSet(GridsViewSet):
    """Tellings of cases, without who told."""

    acts = report_acts
    listing = report_list
    texts = {
        "list": ("诉求列表", "职责范围内的诉求。不含称呼和电话。"),
        "retrieve": ("一件诉求", "来源、答复与回访结果。"),
    }
