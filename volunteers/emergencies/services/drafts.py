"""A new emergency: a draft with its number, of areas that one post reaches."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils import timezone

from orgtree.acts import check_said, note_first
from orgtree.choices import Permission as P
from orgtree.database.validation import check_valid
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area
from orgtree.papers.services import next_number
from volunteers.emergencies.models.emergency import Emergency, EmergencyArea
from volunteers.emergencies.rules import check_planned_end, number_start
from volunteers.emergencies.services.course import emergency_acts
from volunteers.emergencies.services.life import limits_today, note


@transaction.atomic
def draft_emergency(
    *, title: str, kind: str, areas: Collection[Area], reason: str, planned_end: date | None, by
) -> Emergency:
    """The new draft with its number; nothing happens before it is opened. Raises RuleBroken at the wrong field."""
    chosen, said = _chosen(areas, by), check_said(emergency_acts["draft"], reason=reason)
    check_planned_end(planned_end, today=timezone.localdate(), limits=limits_today())
    emergency = Emergency(
        number=_next_number(),
        title=title.strip(),
        kind=kind,
        area=_launching_area(chosen, by),
        reason=said["reason"],
        planned_end=planned_end,
        drafted_by=by,
        drafted_at=timezone.now(),
    )
    check_valid(emergency)
    emergency.save()
    EmergencyArea.objects.bulk_create(EmergencyArea(emergency=emergency, area=area) for area in chosen)
    note_first(emergency_acts, "draft", emergency, by=by, reason=emergency.reason)
    note(emergency, "拟稿", by=by)
    return emergency


def _chosen(areas: Collection[Area], by) -> list[Area]:
    """The chosen areas as they stand, those that lie below another one left out."""
    ids = {area.pk for area in areas}
    if not ids:
        raise RuleBroken("areas", "请至少选择一个动员区域", field="areas")
    found = list(Area.objects.allowed(by, P.EMERGENCY_OPEN).current().filter(pk__in=ids).order_by("level", "code"))
    if len(found) < len(ids):
        raise not_found("区域", field="areas")
    return [area for area in found if not any(area.is_descendant_of(other) for other in found)]


def _launching_area(chosen: list[Area], by) -> Area:
    """The seat of the post that reaches all of them; several posts of one person do not add up to a wider one."""
    seats = Area.objects.allowed(by, P.EMERGENCY_OPEN).filter(posts__in=by.live_posts).distinct().order_by("-level")
    for seat in seats:
        if all(area.is_descendant_of(seat, include_self=True) for area in chosen):
            return seat
    raise RuleBroken("areas", "所选区域不在您的同一个岗位的管理范围内，请分别启动", field="areas")


def _next_number() -> str:
    return next_number(Emergency, "number", number_start(timezone.localdate().year))
