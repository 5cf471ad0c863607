"""Emergencies for tests, made through the services, as in life."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from orgtree.acts import perform_one
from orgtree.runs import do_run
from volunteers.emergencies.services.answers import answer_call_up
from volunteers.emergencies.services.call_ups import Wanted, call_up
from volunteers.emergencies.services.course import emergency_acts
from volunteers.emergencies.services.drafts import draft_emergency
from volunteers.emergencies.services.shifts import plan_shift
from volunteers.models import CallUp, Emergency, Member, ShiftPlace


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def half_hour(hours: float) -> datetime:
    """The half hour that lies about so many hours from now, gone by already when `hours` is 0."""
    now = timezone.localtime().replace(second=0, microsecond=0)
    return now.replace(minute=now.minute // 30 * 30) + timedelta(hours=hours)


def drafted(*areas, by, **changes) -> Emergency:
    details = {
        "title": "七月强降雨防汛",
        "kind": "flood",
        "areas": areas,
        "reason": "防指〔2026〕7号",
        "planned_end": in_days(10),
    }
    return draft_emergency(**details | changes, by=by)


def opened(*areas, by, **changes) -> Emergency:
    return perform_one(emergency_acts, "open", pk=drafted(*areas, by=by, **changes).pk, by=by)


def ordered(act: str, emergency, by, **said) -> Emergency:
    """The emergency after the act."""
    return perform_one(emergency_acts, act, pk=emergency.pk, by=by, **said)


def invited(emergency, *places, by, **wanted):
    """The round, run to its end."""
    run = call_up(emergency_id=emergency.pk, wanted=Wanted(places, **wanted), by=by)
    do_run(run.pk)
    run.refresh_from_db()
    return run


def invitation(emergency, member: Member) -> CallUp:
    return CallUp.objects.get(emergency=emergency, member=member)


def answered(emergency, member: Member, *, accept=True) -> CallUp:
    return answer_call_up(call_up_id=invitation(emergency, member).pk, accept=accept, by=member.user)


def planned(emergency, area, *, by, start=-3.0, end=-1.0, needed=5, **changes):
    """A shift that is over, unless told otherwise."""
    details = {
        "area": area,
        "place": "社区党群服务中心",
        "task": "巡查排水口",
        "starts_at": half_hour(start),
        "ends_at": half_hour(end),
        "needed": needed,
    }
    return plan_shift(emergency_id=emergency.pk, **details | changes, by=by)


def fill_past(shift, *members) -> list:
    """Places of members on a shift that is over already, written as the plan left them."""
    return ShiftPlace.objects.bulk_create(
        ShiftPlace(shift=shift, member=member, starts_at=shift.starts_at, ends_at=shift.ends_at) for member in members
    )
