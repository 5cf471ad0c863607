"""Tables of this floor, a module per noun."""

from grids.replies.models import Reply, ReplyUse

__all__ = ["Reply", "ReplyUse"]
