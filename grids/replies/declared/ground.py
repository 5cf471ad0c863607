"""What replies declare for the ground floor."""

from grids.replies.choices import ReplyState
from grids.replies.models import Reply
from orgtree.declare import Broken, Occupant, registry

registry.add_occupants(
    [
        Occupant(
            "replies",
            "答复口径",
            "条",
            lambda area: Reply.objects.filter(area=area, state=ReplyState.OFFERED),
        )
    ]
)
registry.add_constraints({"reply_title_once": Broken("title", "本区域已有同名口径", "title")})
