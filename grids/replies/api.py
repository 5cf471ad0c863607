"""Replies, for programs."""

from grids.replies.lists import reply_list
from grids.replies.services.replies import reply_acts
from orgtree.api.acts import ActsMixin
from orgtree.api.listed import ListedViewSet
from orgtree.choices import Permission as P


class ReplyViewSet(ActsMixin, ListedViewSet):
    """Replies of the viewer's areas, and of those above them."""

    acts = reply_acts
    listing = reply_list
    permissions = {"*": P.CASE_VIEW}
    tag = "网格治理"
    texts = {
        "list": ("答复口径列表", "本级及上级维护的答复模板和政策口径；过了有效期的仍在列，但不能使用。"),
        "retrieve": ("一条答复口径", "内容、依据、维护区域和有效期。"),
    }
