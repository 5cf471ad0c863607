"""Feedback sheets (双向反馈): drawn from confirmed records, shown to the member, signed, sent, acknowledged.

Nothing leaves for a unit without the member's consent UNIT_FEEDBACK in force (个人信息保护法 Art. 23).
"""

from volunteers.feedback.services.course import appraise_sheets, deliver_on_paper, reply_to_sheet, show_sheets
from volunteers.feedback.services.delivery import acknowledge_sheets, sign_sheets
from volunteers.feedback.services.drawing import corrections, draw_sheets, find_sheet
from volunteers.feedback.services.runs import COUNTED, draw_all, start_drawing

__all__ = [
    "COUNTED",
    "acknowledge_sheets",
    "appraise_sheets",
    "corrections",
    "deliver_on_paper",
    "draw_all",
    "draw_sheets",
    "find_sheet",
    "reply_to_sheet",
    "show_sheets",
    "sign_sheets",
    "start_drawing",
]
