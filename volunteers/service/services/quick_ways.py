"""Short ways to fill in a service: as the last time, what one usually does, and how long it took.

Each is a set of values for the form's fields, to be chosen by one tap and changed before it is sent. What one signed up for is
not among them: the roll of the activity enters it, and nobody is asked for the same fact twice.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from volunteers.members.models.member import Member
from volunteers.service.models.service import ServiceKind, ServiceRecord
from volunteers.service.rules.half_hours import ended_half_hour, half_hours_between

USUAL = 4
LENGTHS = (60, 90, 120, 180)  # minutes
DAYS = 365


@dataclass(frozen=True)
class QuickWay:
    """One tap: what it says, and the form's fields that it fills."""

    label: str
    fills: dict[str, str]


def quick_ways(member: Member, kinds, *, now: datetime | None = None) -> list[tuple[str, list[QuickWay]]]:
    """(heading, ways) in the order of the form; what has none is left out. `kinds`: those that the form offers."""
    now = now or timezone.now()
    last = ServiceRecord.objects.mine(member.user).filter(kind__in=kinds).select_related("kind").first()
    parts = [
        ("现成的", [_as_last(last, now)] if last else []),
        ("常做的", [QuickWay(kind.name, {"kind": f"{kind.pk}"}) for kind in _usual(member, kinds)]),
        ("刚做完，做了", [_lasted(minutes, now) for minutes in LENGTHS]),
    ]
    return [(heading, ways) for heading, ways in parts if ways]


def _usual(member: Member, kinds) -> list[ServiceKind]:
    """What the member did most often in a year, then what the list begins with."""
    since = timezone.localdate() - timedelta(days=DAYS)
    done = ServiceRecord.objects.mine(member.user).filter(served_on__gt=since, kind__in=kinds)
    often = Counter(done.values_list("kind", flat=True))
    return sorted(kinds, key=lambda kind: -often[kind.pk])[:USUAL]


def _lasted(minutes: int, now: datetime) -> QuickWay:
    end = ended_half_hour(timezone.localtime(now))
    return QuickWay(f"{minutes / 60:g}小时", half_hours_between(end - timedelta(minutes=minutes), end))


def _as_last(record: ServiceRecord, now: datetime) -> QuickWay:
    """The same kind, as long as then, over by now; the words are each time one's own."""
    end = ended_half_hour(timezone.localtime(now))
    when = half_hours_between(end - (record.ended_at - record.started_at), end)
    team = {"team": f"{record.team_id}"} if record.team_id else {}
    return QuickWay(f"同上次：{record.kind.name}", {"kind": f"{record.kind_id}", **when, **team})
