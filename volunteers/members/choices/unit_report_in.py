"""States of a unit's report-in (单位党组织报到)."""

from django.db.models import TextChoices


class UnitReportInState(TextChoices):
    """Transitions are in `members.services.unit_report_ins`."""

    SUBMITTED = "submitted", "待接收"
    RETURNED = "returned", "已退回"
    ACCEPTED = "accepted", "已报到"
    ENDED = "ended", "已结束"
