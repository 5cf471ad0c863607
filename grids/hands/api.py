"""Members' hands in cases, for programs."""

from grids.bases import GridsViewSet
from grids.hands.lists import hand_list
from grids.hands.services.acts import hand_acts


class CaseHandViewSet(GridsViewSet):
    """Those within the viewer's posts, and one's own."""

    acts, listing = hand_acts, hand_list
    texts = {
        "list": ("党员参与列表", "职责范围内党员上报和协助调解的事项，或本人的，及是否记了积分。"),
        "retrieve": ("一条党员参与", "事项、党员、参与方式和积分状态。"),
    }
