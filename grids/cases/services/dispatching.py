"""Who gets a case: done by the level itself, given to a lead and to units that assist, passed up, moved, put into another class."""

from django.utils import timezone

from grids.cases.choices import CaseDeadline, ClockKind, LegRole
from grids.cases.models import Case
from grids.cases.rules import level_above
from grids.cases.services.legs import give_leg
from grids.cases.services.telling import clerks_of
from grids.cases.services.timing import live_clocks, office_of, rule_number, settle_due, stop_clocks
from grids.categories.choices import DutyKind
from grids.categories.services import accept_limit_of, handle_limit_of, version_at
from orgtree.acts import Doing
from orgtree.calendar.services import clocks
from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area, Institution

RETURNS = 2  # where no rule says otherwise


def units_for(user, ids=None):
    """The units to which these cases may be given: those of the community, and of every area above it."""
    units = Institution.objects.filter(closed_on__isnull=True).order_by("name")
    if not ids:
        return units
    areas = Area.objects.none()
    for case in Case.objects.filter(pk__in=ids).select_related("area"):
        areas = areas | case.area.get_ancestors(include_self=True)
    return units.filter(area__in=areas.values("pk"))


def _check_unit(case: Case, unit: Institution, field: str) -> None:
    """Raise RuleBroken at `field` for a unit out of reach, or one where nobody could sign for it."""
    if not units_for(None, [case.pk]).filter(pk=unit.pk).exists():
        raise not_found("单位", field=field)
    if not clerks_of([unit.pk]):
        raise RuleBroken("no_clerk", "这个单位还没有经办人账号，请先开通或电话联系", field=field, conflict=True)


def street_of(area: Area) -> Area | None:
    """The street above it."""
    return area.get_ancestors(include_self=True).filter(kind__in=[AreaKind.STREET, AreaKind.TOWN]).first()


def assign(case: Case, doing: Doing) -> None:
    """To the lead, with its clocks; after the last return only the street may, and then it is binding."""
    _check_unit(case, case.lead, "lead")
    is_binding = case.returns >= rule_number(CaseDeadline.RETURNS, case.area, RETURNS)
    if is_binding and not doing.by.holds_at(P.CASE_APPROVE, street_of(case.area)):
        raise RuleBroken("street_decides", f"已退回{case.returns}次，由街道裁定交办", conflict=True)
    _stop_dispatching(case, doing)
    case.hops += 1
    case.handled_by = None
    give_leg(case, case.lead, LegRole.LEAD, asked=doing.said["asked"], is_binding=is_binding, doing=doing)


def _stop_dispatching(case: Case, doing: Doing) -> None:
    """It is in somebody's hands."""
    stop_clocks(live_clocks(case, ClockKind.DISPATCH), doing.at, case.area)


def add_assist(case: Case, doing: Doing) -> None:
    """One more unit that helps the lead."""
    unit = doing.said["unit"]
    if unit.pk == case.lead_id:
        raise RuleBroken("lead_assists", "这个单位已是主办单位", field="unit")
    _check_unit(case, unit, "unit")
    give_leg(case, unit, LegRole.ASSIST, asked=doing.said["asked"], is_binding=False, doing=doing)


def take(case: Case, doing: Doing) -> None:
    """The grid or the community does it itself; not what the street's list says was taken back by those above."""
    if case.category.duty == DutyKind.WITHDRAWN:
        message = f"按履职清单，这是上级收回事项，由{case.category.lead_label}办理，请交办给该部门"
        raise RuleBroken("withdrawn_duty", message, conflict=True)
    _stop_dispatching(case, doing)
    case.handled_by = doing.by


def escalate(case: Case, doing: Doing) -> None:
    """One level up; the clocks stay as they are."""
    above = level_above(case.level)
    if above == case.level:
        raise RuleBroken("highest", "已在区级，不能再上报", conflict=True)
    case.level = above


def reclassify(case: Case, doing: Doing) -> None:
    """Another class, in the version that held when the case came: what was used stays used, what was paused stays paused."""
    case.category = version_at(doing.said["category"], case.area, timezone.localdate(case.opened_at))
    office = office_of(case.area, case.opened_at)
    limits = {ClockKind.ACCEPT: accept_limit_of(case.category), ClockKind.HANDLE: handle_limit_of(case.category)}
    for clock in live_clocks(case, *limits):
        clocks.change_limit(clock, limits[ClockKind(clock.kind)], office)
        clock.save()
    for leg in case.legs.live():
        clocks.change_limit(leg, limits[ClockKind.HANDLE], office)
        leg.save()
    settle_due(case)


def move(case: Case, doing: Doing) -> None:
    """To another grid or community: number, received time and clocks stay."""
    if doing.said["area"].kind not in (AreaKind.GRID, AreaKind.COMMUNITY, AreaKind.VILLAGE):
        raise RuleBroken("area", "请选择网格或社区", field="area")
    case.area = doing.said["area"]
