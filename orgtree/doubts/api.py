"""Words on numbers: read, said and answered."""

from orgtree.api.acts import ActsMixin
from orgtree.api.listed import ListedViewSet
from orgtree.choices import Permission as P
from orgtree.doubts.acts import doubt_acts
from orgtree.doubts.lists import doubt_list


class FigureDoubtViewSet(ActsMixin, ListedViewSet):
    """What was said of numbers within the viewer's posts."""

    acts = doubt_acts
    queryset = doubt_list.rows()
    listing = doubt_list
    permissions = {"*": P.BOARD_VIEW}
    tag = "指标"
    texts = {
        "list": ("待核实数字列表", "有人认为可能不对的数字，以及填报单位的答复。"),
        "retrieve": ("一个待核实数字", "哪个区域、哪期、哪个指标，当时的数值、理由与答复。"),
    }
