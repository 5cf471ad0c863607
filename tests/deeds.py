"""Rows for tests of figures, written straight to the tables: members on the roll and their services."""

from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count

from django.utils import timezone

from orgtree.models import Area
from volunteers.choices import ReportInOrigin, ReportInState, ServiceOrigin, ServiceState
from volunteers.models import Member, ReportIn, ServiceKind, ServiceRecord

_serial = count(1)


def at(year: int, month: int, day: int, hour: int = 9) -> datetime:
    """A moment of local time."""
    return timezone.make_aware(datetime(year, month, day, hour))  # noqa: DTZ001  (made aware at once)


def service_kind(code: str = "T1", name: str = "测试服务") -> ServiceKind:
    return ServiceKind.objects.get_or_create(code=code, defaults={"name": name, "item_code": "S01"})[0]


def community_of(area: Area) -> Area:
    return area.get_ancestors(include_self=True).communities().get()


def reported(area: Area, *, by, accepted_at: datetime, gridded: bool | None = None) -> Member:
    """A new member, accepted by the community of `area`, and placed there when it lies below the community."""
    member = Member.objects.create(name=f"测试{next(_serial)}", unit_name="测试单位", area=area)
    below = area.kind in ("grid", "building") if gridded is None else gridded
    ReportIn.objects.create(
        member=member,
        community=community_of(area),
        area=area,
        state=ReportInState.GRIDDED if below else ReportInState.ACCEPTED,
        origin=ReportInOrigin.ROSTER,
        submitted_at=accepted_at,
        accepted_at=accepted_at,
        gridded_at=accepted_at if below else None,
        decided_by=by,
    )
    return member


def served(
    member: Member, started_at: datetime, *, by, hours="1.5", people=3, area=None, kind=None, decided_at=None
) -> ServiceRecord:
    """A confirmed service of the member, owned by the area where they belong unless told otherwise."""
    return ServiceRecord.objects.create(
        member=member,
        area=area or member.area,
        kind=kind or service_kind(),
        served_on=timezone.localdate(started_at),
        started_at=started_at,
        ended_at=started_at + timedelta(hours=float(hours)),
        hours=Decimal(hours),
        people_served=people,
        note="测试",
        origin=ServiceOrigin.PROXY,
        state=ServiceState.CONFIRMED,
        entered_by=by,
        entered_at=started_at,
        decided_by=by,
        decided_at=decided_at or started_at + timedelta(hours=float(hours)),
    )


def void(record: ServiceRecord, *, when: datetime) -> None:
    """Take a confirmed service back, as of `when`."""
    ServiceRecord.objects.filter(pk=record.pk).update(state=ServiceState.VOID, voided_at=when, reason="测试作废")
