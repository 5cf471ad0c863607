"""Estates are entered, corrected and ended by the community, and the terms of their owners' committees told."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from cocon.estates.choices import CommitteeState, EstateNumber
from cocon.estates.models import Estate
from cocon.estates.rules import office_since
from cocon.units.services.days import LAST_DAY, checked_end, today_for
from cocon.units.services.pairings import communities_for
from orgtree.acts import Act, Acts, Ask, Doing, Making, ask_reason, asks_of, declare_acts
from orgtree.calendar.services.deadlines import DeadlineBook
from orgtree.choices import AreaKind, Standing
from orgtree.choices import Permission as P
from orgtree.database.locks import hold_for
from orgtree.days.rules.months import last_day
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area, PartyOrg
from orgtree.scope.models.rows import inside
from orgtree.scope.services import within_reach

OPEN = frozenset({Standing.OPEN})
WITHIN = (AreaKind.GRID, AreaKind.BUILDING)


def places_for(user, ids=None) -> QuerySet[Area]:
    """Grids and buildings that an estate of these ids may be; all in the person's reach for None."""
    rows = within_reach(Area, P.COCON_MANAGE, user).current().filter(kind__in=WITHIN)
    if ids is None:
        return rows
    below = Q(pk__in=[])
    for estate in Estate.objects.filter(pk__in=ids).select_related("area"):
        below |= inside(estate.area, "")
    return rows.filter(below).select_related("parent__parent")


# --- Estates --------------------------------------------------------------------------------------------------------------


def _enter(estate: Estate, doing: Doing) -> None:
    _check_party_org(estate)
    if estate.since > timezone.localdate():
        raise RuleBroken("since", "启用日期不能晚于今天", field="since")


def _edit(estate: Estate, doing: Doing) -> None:
    """A party organisation that was there stays, whatever became of it."""
    if estate.party_org_id != doing.was[estate.pk].party_org_id:
        _check_party_org(estate)


def _check_party_org(estate: Estate) -> None:
    """It stands in being, in the estate's community or below it, and is no unit's."""
    org = estate.party_org
    if org is None:
        return
    near = PartyOrg.objects.within(estate.area).filter(institution=None)
    if not near.in_being_on(timezone.localdate()).filter(pk=org.pk).exists():
        raise not_found("小区党组织", field="party_org")


def _end(estate: Estate, doing: Doing) -> None:
    estate.ended_on = checked_end(doing.said["ended_on"], estate.since)
    if estate.terms.filter(Q(until__isnull=True) | Q(until__gt=estate.ended_on)).exists():
        raise RuleBroken("served", "还有物业服务没有结束，请先结束", conflict=True)


def _hold_place(doing: Doing, ids) -> None:
    """One after the other, so that no place becomes two estates'."""
    hold_for(f"estate-place:{doing.said['place'].pk}")


def _link(estate: Estate, doing: Doing) -> None:
    """Raises RuleBroken for a place elsewhere, and for one that is another estate's."""
    place = doing.said["place"]
    if place.kind not in WITHIN or not Area.objects.filter(inside(estate.area, ""), pk=place.pk).exists():
        raise not_found("网格或楼栋", field="place")
    other = Estate.objects.filter(places=place, ended_on=None).exclude(pk=estate.pk).first()
    if other:
        raise RuleBroken("place", f"{place.name}已属于{other.name}", field="place", conflict=True)
    estate.places.add(place)


def _unlink(estate: Estate, doing: Doing) -> None:
    estate.places.clear()


# --- Owners' committees ---------------------------------------------------------------------------------------------------


def _elect(estate: Estate, doing: Doing) -> None:
    """A term without a day of its own lasts as the area has it. Raises RuleBroken at the wrong day."""
    since, until, was = estate.committee_since, estate.committee_until, doing.was[estate.pk]
    if since > timezone.localdate():
        raise RuleBroken("since", "任期的第一天不能晚于今天", field="since")
    if until is None:
        months = DeadlineBook().number(EstateNumber.COMMITTEE, since, estate.area)
        if months is None:
            raise RuleBroken("until", "请填写任期的最后一天", field="until")
        until = last_day(since, months)
    if until < since:
        raise RuleBroken("until", "任期的最后一天不能早于第一天", field="until")
    estate.committee_since = office_since(since, (was.committee_since, was.committee_until))
    estate.committee_until = until


def _dismiss(estate: Estate, doing: Doing) -> None:
    if estate.committee != CommitteeState.IN_OFFICE:
        raise RuleBroken("wrong_state", "没有任期内的业委会", conflict=True)
    estate.committee_until = checked_end(doing.said["until"], estate.committee_since, field="until")


# --- The acts -------------------------------------------------------------------------------------------------------------

# Source: docs/rules.md, "Estates".
ASKED = asks_of(
    Estate,
    "area name households buildings since party_org",
    at=P.COCON_MANAGE,
    area={"rows": lambda user, ids=None: communities_for(user)},
    households={"least": 1},
    buildings={"least": 1},
    since={"is_optional": True, "help": "交付或纳入管理的日期；留空为今天"},
    party_org={"rows": lambda user, ids=None: within_reach(PartyOrg, P.PARTY_ORG_VIEW, user).filter(dissolved_on=None)},
)
EDITED = tuple(ask for ask in ASKED if ask.name not in ("area", "since"))
ENDED_ON = Ask("ended_on", "撤销日期", is_day=True, is_optional=True, help="不晚于今天；留空为今天")
estate_acts = declare_acts(
    Acts(
        Estate,
        called="小区",
        loads=("area", "party_org"),
        derived=((Standing.OPEN, "在册"), (Standing.ENDED, "已撤销")),
        acts=(
            Making(
                "enter",
                "登记小区",
                "登记",
                None,
                permission=P.COCON_MANAGE,
                asks=ASKED,
                stamps=("entered_by", "entered_at"),
                first=today_for("since"),
                run=_enter,
                leads="在册",
                done="{row.name}已登记，可以登记物业企业和业委会。",
                hint="登记后再登记物业企业、业委会，对应网格和楼栋。",
                summary="登记小区",
                description="名称、所属社区、户数、楼栋数；小区党组织须是本社区或其网格的党组织。",
            ),
            Act(
                "edit",
                "修改",
                "修改",
                OPEN,
                None,
                permission=P.COCON_MANAGE,
                asks=EDITED,
                partial=True,
                run=_edit,
                done="已修改。",
                hint="修改名称、户数、楼栋数、小区党组织。",
                icon="edit",
                summary="修改小区",
                description="省略的项目不变。",
            ),
            Act(
                "elect",
                "登记业委会",
                "登记",
                OPEN,
                None,
                permission=P.COCON_MANAGE,
                asks=(
                    Ask("since", "任期自", column="committee_since", is_day=True, help="选举产生的日期"),
                    Ask(
                        "until",
                        "任期至",
                        column="committee_until",
                        is_day=True,
                        is_optional=True,
                        help="留空时按本地规定的任期",
                    ),
                ),
                run=_elect,
                done="业委会任期至{row.committee_until}。",
                hint="成立或换届后登记任期。",
                icon="how_to_vote",
                summary="登记业委会",
                description="成立或换届后登记任期；省略最后一天时按本地规定的任期。接上届的，连续计算。",
            ),
            Act(
                "dismiss",
                "业委会离任",
                "登记",
                OPEN,
                None,
                permission=P.COCON_MANAGE,
                aside=True,
                asks=(
                    LAST_DAY,
                    ask_reason("离任", told="离任原因，2到200字"),
                ),
                run=_dismiss,
                fits=lambda estate: estate.committee == CommitteeState.IN_OFFICE,
                done="已登记离任。",
                hint="用于任期未满即解散或集体辞职的业委会。",
                icon="logout",
                summary="业委会离任",
                description="任期未满即解散或集体辞职，写明最后一天（省略为今天）和原因。",
            ),
            Act(
                "link",
                "对应网格或楼栋",
                "登记",
                OPEN,
                None,
                permission=P.COCON_MANAGE,
                aside=True,
                asks=(Ask("place", "网格或楼栋", rows=places_for, shown=lambda area: area.place_label),),
                first=_hold_place,
                run=_link,
                each_counts=True,  # buildings of two grids have one name
                done="已登记对应。",
                hint="小区是哪些网格、楼栋。一个网格或楼栋只属于一个小区。",
                icon="add_location",
                summary="对应网格或楼栋",
                description="小区是本社区的哪些网格、楼栋；已属于其他小区的返回409。",
            ),
            Act(
                "unlink",
                "清空对应",
                "清空",
                OPEN,
                None,
                permission=P.COCON_MANAGE,
                aside=True,
                run=_unlink,
                done="已清空对应的网格、楼栋，可以重新登记。",
                hint="用于对应有误，清空后重新登记。",
                icon="wrong_location",
                summary="清空对应的网格、楼栋",
                description="用于对应有误，清空后重新登记。",
            ),
            Act(
                "end",
                "撤销",
                "撤销",
                OPEN,
                None,
                permission=P.COCON_MANAGE,
                asks=(ENDED_ON, ask_reason("撤销", column="end_reason", told="撤销原因，2到200字")),
                run=_end,
                leads="已撤销",
                done="{row.name}已撤销。",
                hint="用于拆迁、合并；物业服务须先结束，记录保留。",
                icon="block",
                summary="撤销小区",
                description="用于拆迁、合并，写明原因；还有物业服务的返回409。",
            ),
        ),
    )
)
