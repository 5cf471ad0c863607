"""Feedback sheets (双向反馈): drawn from confirmed records, shown to the member, signed, sent, acknowledged.

Nothing leaves for a unit without the member's consent UNIT_FEEDBACK in force (个人信息保护法 Art. 23).
"""

from volunteers.feedback.services.course import appraise_sheets, deliver_on_paper, reply_to_sheet, show_sheets
from volunteers.feedback.services.delivery import acknowledge_sheets, sign_sheets
from volunteers.feedback.services.drawing import corrections, draw_sheets, find_sheet
from volunteers.feedback.services.runs import progress_of, resend_waiting_runs, run_drawing, start_drawing

__all__ = [
    "acknowledge_sheets",
    "appraise_sheets",
    "corrections",
    "deliver_on_paper",
    "draw_sheets",
    "find_sheet",
    "progress_of",
    "reply_to_sheet",
    "resend_waiting_runs",
    "run_drawing",
    "show_sheets",
    "sign_sheets",
    "start_drawing",
]
