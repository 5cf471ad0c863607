"""Tables of this floor, a module per noun."""

from assessments.rectify.models import RectifyItem, Talk

__all__ = ["RectifyItem", "Talk"]
