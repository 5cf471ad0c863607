"""Whistles and departments' parts, for programs."""

from grids.bases import GridsViewSet
from grids.whistles.lists import leg_list, whistle_list
from grids.whistles.services.legs import leg_acts
from grids.whistles.services.whistles import whistle_acts


class WhistleViewSet(GridsViewSet):
    """Whistles within the viewer's posts."""

    acts = whistle_acts
    listing = whistle_list
    tag = "吹哨报到"
    texts = {
        "list": ("吹哨列表", "职责范围内的吹哨：事项、被吹部门和审批结果。"),
        "retrieve": ("一次吹哨", "需要解决什么、主办和协办部门、审批与解哨时间。"),
    }


class WhistleLegViewSet(GridsViewSet):
    """Departments' parts within the viewer's posts."""

    acts = leg_acts
    listing = leg_list
    tag = "吹哨报到"
    texts = {
        "list": ("吹哨报到列表", "各部门的签收、应哨、到场、办结和评价；本部门的经办人只看本部门的。"),
        "retrieve": ("一个部门的报到", "各环节时间、现场记录、评价、申诉与裁定。"),
    }
