"""Replies, for programs."""

from grids.bases import GridsViewSet
from grids.replies.lists import reply_list
from grids.replies.services.replies import reply_acts


class ReplyViewSet(GridsViewSet):
    """Replies of the viewer's areas, and of those above them."""

    acts = reply_acts
    listing = reply_list
    tag = "网格治理"
    texts = {
        "list": ("答复口径列表", "本级及上级维护的答复模板和政策口径；过了有效期的仍在列，但不能使用。"),
        "retrieve": ("一条答复口径", "内容、依据、维护区域和有效期。"),
    }
