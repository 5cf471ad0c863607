"""Cases by program: what is the matter where, how far it is; never who told of it."""

from grids.cases.lists import case_list
from grids.cases.services.course import case_acts
from orgtree.api.acts import ActsMixin
from orgtree.api.listed import ListedViewSet
from orgtree.choices import Permission as P


class CaseViewSet(ActsMixin, ListedViewSet):
    """Cases within the viewer's posts."""

    acts = case_acts
    listing = case_list
    permissions = {"*": P.CASE_VIEW}
    tag = "网格事项"
    texts = {
        "list": ("网格事项列表", "职责范围内的网格事项。不含诉求人的称呼和电话。"),
        "retrieve": ("一件网格事项", "事项、分类、状态、时限与办理情况。"),
    }
