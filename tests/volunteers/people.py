"""Members for tests, made through the services, as in life."""

from datetime import datetime, timedelta
from itertools import count

from django.utils import timezone

from orgtree.acts import make, perform
from tests.replay import Replay
from tests.town import TOWN
from volunteers.choices import ConsentPurpose
from volunteers.members.services.members import enrol_member, register_member
from volunteers.members.services.report_in_acts import report_ins
from volunteers.models import Member, ReportIn, ServiceKind
from volunteers.service.services.service_records import service_acts

PASSWORD = "Member-pass-2026"
_numbers = count(1)


def new_phone() -> str:
    """A number that no other test person has, from a range that is obviously invented."""
    return f"199{next(_numbers):08d}"


def registered(community, **changes) -> Member:
    """A member who registered from the phone and waits for the community."""
    details = {
        "name": "张试",
        "phone": new_phone(),
        "password": PASSWORD,
        "unit_name": "第一中学",
        "community": community,
        "residence": "阳光小区3号楼",
        "purposes": [ConsentPurpose.REGISTRATION],
    }
    return register_member(**details | changes)


def accepted(community, by, **changes) -> Member:
    """A member with an account, accepted by `by`."""
    member = registered(community, **changes)
    outcome = perform(report_ins, "accept", ids=[ReportIn.objects.live().get(member=member).pk], by=by)
    assert outcome.done == 1, outcome.refused
    return Member.objects.select_related("user", "area").get(pk=member.pk)


MEMBER = Replay("member", lambda town: accepted(town.east, by=town.secretary), on=TOWN, sealed=True)


def enrolled(community, by, **changes) -> Member:
    """A member without an account, entered by the desk and not yet accepted."""
    details = {
        "name": "李试",
        "unit_name": "第一中学",
        "community": community,
        "residence": "阳光小区3号楼",
        "purposes": [ConsentPurpose.REGISTRATION],
    }
    return enrol_member(**details | changes, by=by)


def at(hour: float, *, days_ago: int = 1) -> datetime:
    """A half hour of a recent day, local time."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=days_ago) + timedelta(hours=hour)


def since_yesterday(member: Member) -> Member:
    """The member, on the roll since before yesterday's services: on the first of a month these belong to another than today."""
    ReportIn.objects.filter(member=member).update(accepted_at=at(7))
    return member


def kind(code: str = "S01") -> ServiceKind:
    return ServiceKind.objects.get(code=code)


def logged(member: Member, start: float = 9, end: float = 11, *, days_ago: int = 1, code: str = "S01", **changes):
    """A service that the member logged from the phone."""
    details = {
        "member": member,
        "kind": kind(code),
        "started_at": at(start, days_ago=days_ago),
        "ended_at": at(end, days_ago=days_ago),
        "note": "整理社区图书室",
        "by": member.user,
    }
    return make(service_acts, "log", **details | changes).row
