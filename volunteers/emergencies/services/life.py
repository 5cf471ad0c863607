"""An emergency from its draft to its last day."""

from datetime import timedelta

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area
from orgtree.notices.services import notify
from orgtree.scope.models.rows import inside
from volunteers.emergencies.choices import EmergencyState
from volunteers.emergencies.models.emergency import Emergency, EmergencyArea, EmergencyLimits, EmergencyStep
from volunteers.emergencies.rules import (
    Limits,
    check_state,
)


def limits_today() -> Limits:
    """The limits in force today."""
    return EmergencyLimits.objects.in_force(timezone.localdate()).as_value()


def check_limits(limits: EmergencyLimits) -> None:
    """Raise RuleBroken for limits in force from a date that is past."""
    if limits.active_from and limits.active_from < timezone.localdate():
        raise RuleBroken("past", "启用日期不能早于今天", field="active_from")


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
