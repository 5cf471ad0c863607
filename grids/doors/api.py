"""Orders of other systems, for programs that send them; what windows dealt with."""

from grids.bases import GridsViewSet
from grids.doors.lists import order_list, window_list
from grids.doors.services.orders import order_acts
from grids.doors.services.windows import window_acts
from orgtree.choices import Permission as P


class DoorOrderViewSet(GridsViewSet):
    """Orders within the viewer's posts."""

    acts = order_acts
    listing = order_list
    permissions = {"*": P.CASE_ENTER}
    texts = {
        "list": ("来件列表", "职责范围内收到的来件及登记结果，不含来件原文和诉求人。"),
        "retrieve": ("一条来件", "来件编号、状态、转成的事项，未能登记的写明原因。"),
    }


class WindowCountViewSet(GridsViewSet):
    """What windows dealt with, within the viewer's posts."""

    acts = window_acts
    listing = window_list
    texts = {
        "list": ("窗口办件列表", "一站式服务窗口每天每种办理的次数。"),
        "retrieve": ("一条窗口办件", "日期、种类和次数；不含办事人。"),
    }
