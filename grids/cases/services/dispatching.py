"""Who gets a case: done by the level itself, given to a lead and to units that assist, passed up, moved, put into another class."""

from collections.abc import Iterable

from django.utils import timezone

from grids.cases.choices import CaseDeadline, ClockKind, LegRole
from grids.cases.models import Case, Leg
from grids.cases.rules import level_above
from grids.cases.services.asks import OPEN, STAMPS, TO_GIVE, WITH_UNIT, State, ask_words, why
from grids.cases.services.legs import give_leg
from grids.cases.services.telling import clerks_of, hand_over, to_desk
from grids.cases.services.timing import live_clocks, office_of, rule_number, settle_due, stop_clocks
from grids.categories.choices import DutyKind
from grids.categories.services import accept_limit_of, categories_for, handle_limit_of, version_at
from grids.declare import guess_lead, lead_given
from orgtree.acts import Act, Ask, Doing, rows_at
from orgtree.calendar.services import clocks
from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area, Institution

RETURNS = 2  # where no rule says otherwise


def units_for(user, ids=None):
    """The units to which these cases may be given: those of the community, and of every area above it."""
    if not ids:
        return Institution.objects.filter(closed_on__isnull=True).order_by("name")
    return units_above(case.area for case in Case.objects.filter(pk__in=ids).select_related("area"))


def units_above(places: Iterable[Area]):
    """The units of these places and of every area above them."""
    areas = Area.objects.none()
    for place in places:
        areas = areas | place.get_ancestors(include_self=True)
    return Institution.objects.filter(closed_on__isnull=True, area__in=areas.values("pk")).order_by("name")


def _check_unit(case: Case, unit: Institution, field: str) -> None:
    """Raise RuleBroken at `field` for a unit out of reach, or one where nobody could sign for it."""
    if not units_above([case.area]).filter(pk=unit.pk).exists():
        raise not_found("单位", field=field)
    if not clerks_of([unit.pk]):
        raise RuleBroken("no_clerk", "这个单位还没有经办人账号，请先开通或电话联系", field=field, conflict=True)


def street_of(area: Area) -> Area | None:
    """The street above it."""
    return area.get_ancestors(include_self=True).filter(kind__in=[AreaKind.STREET, AreaKind.TOWN]).first()


def assign(case: Case, doing: Doing) -> None:
    """To the lead, with its clocks; after the last return only the street may, and then it is binding."""
    _check_unit(case, case.lead, "lead")
    is_binding = case.returns >= rule_number(CaseDeadline.RETURNS, case.area, RETURNS, doing.memo)
    if is_binding and not doing.by.holds_at(P.CASE_APPROVE, street_of(case.area)):
        raise RuleBroken("street_decides", f"已退回{case.returns}次，由街道裁定交办", conflict=True)
    leg = _give(case, doing, doing.said["asked"], is_binding)
    lead_given.run(case=case, leg=leg, why=doing.said["why"], doing=doing)


def assign_by_rule(case: Case, doing: Doing) -> None:
    """To the unit that a rule has set as its lead, as `doing.reason` says."""
    _give(case, doing, doing.reason, is_binding=False)


def _give(case: Case, doing: Doing, asked: str, is_binding: bool) -> Leg:
    _stop_dispatching(case, doing)
    case.hops += 1
    case.handled_by = None
    said = {"asked": asked, "is_binding": is_binding, "hop": case.hops}
    return give_leg(case, case.lead, LegRole.LEAD, doing=doing, **said)


def _stop_dispatching(case: Case, doing: Doing) -> None:
    """It is in somebody's hands."""
    stop_clocks(live_clocks(case, ClockKind.DISPATCH), doing.at, case.area, doing.memo)


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


HANDED = ask_words("asked", "交办要求", is_optional=True, help="不写姓名、电话和门牌号")
ANOTHER = ask_words("why", "不按派单规则的理由", is_optional=True, help="交给规则以外的单位才填")
ACTS = (
    Act(
        "take",
        "自办",
        "自办",
        TO_GIVE,
        State.HANDLING,
        permission=P.CASE_HANDLE,
        run=take,
        done="由本级办理，办结后由另一人核查。",
        hint="网格、社区自己能办的；按履职清单属上级收回的不能自办。",
        icon="pan_tool",
        summary="自办",
        description="由本级自己办理；按履职清单属上级收回的返回409和牵头单位。",
    ),
    Act(
        "assign",
        "交办",
        "交办",
        TO_GIVE,
        State.ASSIGNED,
        permission=P.CASE_DISPATCH,
        asks=(
            Ask("lead", "主办单位", column="lead", rows=units_for, begins=guess_lead, told="单位的编号"),
            HANDED,
            ANOTHER,
        ),
        stamps=STAMPS["assigned"],
        run=assign,
        done="已交办，等单位签收。",
        hint="单位的时限从交办时算起；需要协办的，交办后再加。有派单规则的，默认按规则，改派写明理由。",
        icon="send",
        summary="交办",
        description="交给主办单位；时限从交办时算起。不按派单规则的写明理由（why）。两次退回后由街道裁定。",
    ),
    Act(
        "assign_by_rule",
        "按派单规则自动交办",
        "交办",
        TO_GIVE,
        State.ASSIGNED,
        stamps=STAMPS["assigned"],
        run=assign_by_rule,
    ),
    Act(
        "assist",
        "加协办单位",
        "加协办",
        WITH_UNIT,
        None,
        permission=P.CASE_DISPATCH,
        asks=(Ask("unit", "协办单位", rows=units_for, told="单位的编号"), HANDED),
        run=add_assist,
        done="已交办协办单位。",
        icon="group_add",
        aside=True,
        summary="加协办单位",
        description="再交给一个协办单位；主办单位须等协办都办结。",
    ),
    Act(
        "escalate",
        "上报一级",
        "上报",
        OPEN,
        None,
        permission=P.CASE_HANDLE,
        asks=(why("上报", told="事由，2到200字"),),
        run=escalate,
        fits=lambda case: case.level != "L4",
        tells=to_desk("已上报一级"),
        done="已上报，现由{row.level_label}办理。",
        hint="本级办不了的上报一级；时限不变。",
        icon="arrow_upward",
        summary="上报一级",
        description="由网格到社区、街道、区；时限不变。",
    ),
    Act(
        "reclassify",
        "改分类",
        "改分类",
        OPEN,
        None,
        permission=P.CASE_DISPATCH,
        asks=(Ask("category", "事项分类", rows=categories_for, told="事项分类的编号"),),
        run=reclassify,
        done="已改分类，已用和暂停的时间都保留。",
        hint="时限按新分类从头算起，已用和暂停的时间都保留。",
        icon="category",
        aside=True,
        summary="改分类",
        description="时限按新分类计算，已用和暂停的时间都保留。",
    ),
    Act(
        "move",
        "移到别处",
        "移交",
        frozenset({State.REPORTED, State.ACCEPTED, State.RETURNED}),
        None,
        permission=P.CASE_DISPATCH,
        asks=(
            Ask(
                "area",
                "网格或社区",
                rows=rows_at(Area, P.CASE_DISPATCH),
                found_by=(Case, "area"),
                told="网格或社区的编号",
            ),
            why("移交", told="事由，2到200字"),
        ),
        run=move,
        tells=hand_over,
        done="已移交，编号、接收时间和时限不变。",
        hint="地点在边界上、登错了地方的移到该管的网格或社区；编号、接收时间和时限不变。",
        icon="moving",
        aside=True,
        summary="移到别处",
        description="移到该管的网格或社区；编号、接收时间和时限不变。",
    ),
)
