"""A member's own report-in, and the community they name: a first report-in, a corrected one or a move, as the state calls for."""

from django.db.models import F

from orgtree.acts import perform_one
from orgtree.calendar.services.deadlines import DeadlineBook
from orgtree.errors import RuleBroken
from orgtree.models import Area
from volunteers.members.choices.report_in import ReportInOrigin, ReportInState
from volunteers.members.models.member import Member
from volunteers.members.models.report_in import BELONGING, ReportIn
from volunteers.members.services.deadlines import next_due
from volunteers.members.services.report_in_acts import report_ins
from volunteers.members.services.report_ins import submit_report_in, transfer_report_in


def report_in_at(*, member: Member, community: Area, residence: str, by) -> ReportIn:
    """The report-in that now waits for the community. Raises RuleBroken, `report_in_waiting` while one waits already."""
    live = ReportIn.objects.live().filter(member=member).first()
    if live is None:
        return submit_report_in(
            member=member, community=community, residence=residence, origin=ReportInOrigin.SELF, by=by
        )
    if live.state in BELONGING:
        return transfer_report_in(member=member, community=community, residence=residence, by=by)
    if live.state == ReportInState.RETURNED:
        said = {"residence": residence, "community": community}
        return perform_one(report_ins, "resubmit", pk=live.pk, by=by, **said)
    raise RuleBroken("report_in_waiting", "报到正在审核，如需修改请先撤回", conflict=True)


def latest_report_in(user) -> ReportIn | None:
    """The live report-in, or else the last one that ended; None for a member who never reported in."""
    mine = ReportIn.objects.mine(user).select_related("community__parent", "area")
    latest = mine.order_by(F("ended_at").desc(nulls_first=True), "-id").first()
    if latest and latest.state == ReportInState.SUBMITTED:
        latest.due = next_due(DeadlineBook(), latest)
    return latest
