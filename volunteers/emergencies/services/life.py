"""An emergency from its draft to its last day."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.database.validation import check_valid
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area
from orgtree.notices.services import notify
from orgtree.papers.services import next_number
from orgtree.scope.models.rows import inside
from orgtree.text.rules.reasons import check_reason
from volunteers.emergencies.choices import EmergencyState
from volunteers.emergencies.models.emergency import Emergency, EmergencyArea, EmergencyLimits, EmergencyStep
from volunteers.emergencies.rules import (
    Limits,
    check_planned_end,
    check_state,
    number_start,
)


def limits_today() -> Limits:
    """The limits in force today."""
    return EmergencyLimits.objects.in_force(timezone.localdate()).as_value()


def check_limits(limits: EmergencyLimits) -> None:
    """Raise RuleBroken for limits in force from a date that is past."""
    if limits.active_from and limits.active_from < timezone.localdate():
        raise RuleBroken("past", "启用日期不能早于今天", field="active_from")


@transaction.atomic
def draft_emergency(
    *, title: str, kind: str, areas: Collection[Area], reason: str, planned_end: date | None, by
) -> Emergency:
    """The new draft with its number; nothing happens before it is opened. Raises RuleBroken at the wrong field."""
    chosen = _chosen(areas, by)
    check_planned_end(planned_end, today=timezone.localdate(), limits=limits_today())
    emergency = Emergency(
        number=_next_number(),
        title=title.strip(),
        kind=kind,
        area=_launching_area(chosen, by),
        reason=check_reason(reason, verb="启动"),
        planned_end=planned_end,
        drafted_by=by,
        drafted_at=timezone.now(),
    )
    check_valid(emergency)
    emergency.save()
    EmergencyArea.objects.bulk_create(EmergencyArea(emergency=emergency, area=area) for area in chosen)
    note(emergency, "拟稿", by=by)
    return emergency


@transaction.atomic
def drop_draft(*, emergency_id: int, by) -> None:
    """Throw a draft away; its number is given to the next one only if none came after it."""
    emergency = Emergency.objects.overseen_by(by).select_for_update(of=("self",)).filter(pk=emergency_id).first()
    if emergency is None:
        raise not_found("应急动员")
    check_state(emergency.state, EmergencyState.DRAFT, "删除")
    emergency.delete()


def warn_of_ends() -> int:
    """Tell whoever opened an emergency that ends within the days of warning; how many emergencies. Once per planned end."""
    today = timezone.localdate()
    until = today + timedelta(days=limits_today().warn_days)
    near = Emergency.objects.open().filter(planned_end__gte=today, planned_end__lte=until)
    for emergency in near:
        notify(
            users=[emergency.opened_by_id],
            key=f"emergency-ends:{emergency.pk}:{emergency.planned_end.isoformat()}",
            title=f"应急动员{emergency.number}将于{emergency.planned_end.month}月{emergency.planned_end.day}日到期",
            text="到期后自动结束：应急授权停止，临时党组织撤销，名单清除。仍需继续的，请说明理由延长。",
            url=f"/emergencies/{emergency.pk}/",
        )
    return len(near)


def note(emergency: Emergency, text: str, reason: str = "", *, by) -> None:
    """Write a line of the emergency's course."""
    EmergencyStep.objects.create(emergency=emergency, text=text, reason=reason, by=by)


# --- Who may act where --------------------------------------------------------------------------------------------------


def oversees(emergency: Emergency, user) -> bool:
    """Whether `user` may open and close in every area of the emergency."""
    return Emergency.objects.overseen_by(user).filter(pk=emergency.pk).exists()


def hold_open(emergency_id: int) -> Emergency:
    """The emergency, kept from closing until the transaction ends; many may hold it at once. Raises RuleBroken when not open."""
    with connection.cursor() as cursor:  # FOR SHARE: Django has no word for it
        cursor.execute("SELECT state FROM volunteers_emergency WHERE id = %s FOR SHARE", [emergency_id])
        found = cursor.fetchone()
    if found is None:
        raise not_found("应急动员")
    check_state(found[0], EmergencyState.OPEN, "办理")
    return Emergency.objects.select_related("area").get(pk=emergency_id)


def areas_of(emergency: Emergency, lookup: str = "") -> Q:
    """The condition that the area found by `lookup` is one of the emergency's, or lies below one."""
    condition = Q(pk__in=[])
    for part in EmergencyArea.objects.filter(emergency=emergency).select_related("area"):
        condition |= inside(part.area, lookup)
    return condition


def area_within(emergency: Emergency, area: Area | None, permission: str, by) -> Area:
    """`area` as it stands, within the emergency and within the reach of `by`; raises RuleBroken at `area`."""
    found = Area.objects.allowed(by, permission).filter(areas_of(emergency), pk=area.pk).first() if area else None
    if found is None:
        raise RuleBroken("not_found", "所选区域不在本次动员范围或您的管理范围", field="area")
    return found


def my_tops(emergency: Emergency, user, permission: str) -> list[Area]:
    """The highest areas of the emergency in which `user` has `permission`: where their pages begin."""
    reach = Area.objects.allowed(user, permission)
    seats = [post.area_id for post in user.live_posts if post.area_id]
    parts = Q(pk__in=emergency.parts.values("area"))
    found = list(reach.filter(parts | Q(areas_of(emergency), pk__in=seats)).order_by("level", "code"))
    return [area for area in found if not any(area.is_descendant_of(other) for other in found)]


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
