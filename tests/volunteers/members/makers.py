"""Rows of this subject's nouns in each state that an act may leave: see tests/makers.py."""

from datetime import timedelta

from django.utils import timezone

from orgtree.acts import make, perform_one
from orgtree.choices import AreaKind
from orgtree.models import Area
from tests.volunteers.people import enrolled
from volunteers.choices import ReportInOrigin, ReportInState
from volunteers.members.choices.pair import PairState
from volunteers.members.services.pair_acts import pairs
from volunteers.members.services.report_in_acts import report_ins
from volunteers.members.services.report_ins import mark_posted, mark_serving, submit_report_in
from volunteers.models import MemberPair, ReportIn


def live(member) -> ReportIn:
    return ReportIn.objects.live().get(member=member)


def waiting(town, member) -> ReportIn:
    """The member left, and has reported in anew."""
    perform_one(report_ins, "leave", pk=live(member).pk, by=member.user)
    return submit_report_in(
        member=member, community=town.east, residence="阳光小区", origin=ReportInOrigin.SELF, by=member.user
    )


def accepted_anew(town, member) -> ReportIn:
    return perform_one(report_ins, "accept", pk=waiting(town, member).pk, by=town.street_secretary)


def returned(town, member) -> ReportIn:
    row = waiting(town, member)
    return perform_one(report_ins, "return", pk=row.pk, by=town.street_secretary, reason="住址不在本社区")


def placed(town, member) -> ReportIn:
    return perform_one(report_ins, "place", pk=live(member).pk, by=town.clerk, area=town.east_grid)


def posted(town, member) -> ReportIn:
    mark_posted(member_ids=[member.pk], by=town.clerk)
    return live(member)


def serving(town, member) -> ReportIn:
    posted(town, member)
    mark_serving(member_ids=[member.pk], by=town.clerk)
    return live(member)


def paused(town, member) -> ReportIn:
    return perform_one(report_ins, "pause", pk=live(member).pk, by=town.clerk, reason="away")


def proposed(town, member) -> MemberPair:
    """Somebody at the counter of the same community is thought to be the member."""
    other = enrolled(town.east, town.street_secretary, name=member.name)
    return make(pairs, "propose", by=town.street_secretary, member=member, other=other).row


MAKERS = {
    "volunteers.memberpair": {PairState.WAITING: proposed},
    "volunteers.reportin": {
        ReportInState.SUBMITTED: waiting,
        ReportInState.RETURNED: returned,
        ReportInState.ACCEPTED: accepted_anew,
        ReportInState.GRIDDED: placed,
        ReportInState.POSTED: posted,
        ReportInState.SERVING: serving,
        ReportInState.SUSPENDED: paused,
    },
}

WORDS = {
    "volunteers.reportin.place": lambda: {"area": Area.objects.filter(kind=AreaKind.GRID, parent__name="东园社区")[0]},
    "volunteers.reportin.pause": lambda: {"reason": "away", "until": timezone.localdate() + timedelta(days=30)},
    "volunteers.reportin.resubmit": lambda: {"residence": "阳光小区2号楼", "community": None},
}
