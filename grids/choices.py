"""Short permanent codes and their Chinese labels, a module per noun."""

from grids.replies.choices import ReplyKind, ReplyState

__all__ = ["ReplyKind", "ReplyState"]
