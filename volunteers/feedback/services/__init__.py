"""Feedback sheets (双向反馈): drawn from confirmed records, shown to the member, signed, sent, acknowledged.

Nothing leaves for a unit without the member's consent UNIT_FEEDBACK in force (个人信息保护法 Art. 23).
"""

from volunteers.feedback.services.course import feedback_sheets, received_sheets
from volunteers.feedback.services.drawing import draw_sheets
from volunteers.feedback.services.facts import corrections
from volunteers.feedback.services.runs import COUNTED, draw_all, start_drawing

__all__ = [
    "COUNTED",
    "corrections",
    "draw_all",
    "draw_sheets",
    "feedback_sheets",
    "received_sheets",
    "start_drawing",
]
