"""Short permanent codes and their Chinese labels, a module per noun."""

from assessments.rectify.choices import RectifySource, RectifyState, TalkKind, TalkState, TalkTrigger

__all__ = ["RectifySource", "RectifyState", "TalkKind", "TalkState", "TalkTrigger"]
