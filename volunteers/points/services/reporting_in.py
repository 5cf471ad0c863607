"""The points of reporting in."""

from collections.abc import Sequence

from django.utils import timezone

from volunteers.members.models.report_in import ReportIn
from volunteers.points.services.points import Deed, credit_deeds

REPORTED_IN = "B01"


def credit_report_ins(*, report_ins: Sequence[ReportIn], by) -> None:
    """Credit B01 for each accepted report-in; its source makes it count once in a calendar year."""
    credit_deeds(deeds=[_deed(report_in) for report_in in report_ins], by=by)


def _deed(report_in: ReportIn) -> Deed:
    year = timezone.localtime(report_in.accepted_at).year
    return Deed(
        member_id=report_in.member_id,
        item_code=REPORTED_IN,
        quantity=1,
        occurred_at=report_in.accepted_at,
        area=report_in.area,
        source=f"{REPORTED_IN}:{report_in.member_id}:{year}",
    )
