"""Figures of venues: how many of each kind, their space against the norms, what was spent, circles, and who came."""

from decimal import Decimal
from operator import attrgetter

from django.db.models import Exists, F, Q

from cocon.venues.choices import OFFICES, BookingState, Door, FacilityKind, FloorChangeKind, NormKey, VenueKind
from cocon.venues.lists import booking_list, floor_list, venue_list
from cocon.venues.models.bookings import Booking
from cocon.venues.models.rooms import Room
from cocon.venues.models.venues import Facility, FloorChange, SpaceNorm, Venue
from cocon.venues.services.space import BELOW, communities_on, norm_on, with_floor, with_full_circle, with_space
from orgtree.declare import Column, Derived, Measure, Sentence, Window, registry
from orgtree.declare.marking import Marker
from orgtree.declare.money import in_wan, in_yuan
from orgtree.tree.declared.measures import AREAS, CHILDREN
from orgtree.tree.lists import area_list
from orgtree.tree.models import Area

GROUP = "阵地"
AT = "venue__area"
VENUES = Marker(Venue, ("kind", "unit", "is_public", "area", "since", "until"), area="area", since="since")
# Rows look at the venue, and at the venue of a room: one of another kind or place touches all its past.
MOVED = (
    Marker(Venue, ("kind", "area"), area="area"),
    Marker(Room, ("venue",), area=AT),
)
# The floor of a community holds from its day on; a venue stands in the community or in one of its grids.
FLOOR = tuple(
    Marker(FloorChange, ("kind", "m2", "cost", "day", "venue", "below_norm"), area=area, since="day")
    for area in (AT, f"{AT}__parent")
)
STANDS = Marker(Venue, ("kind", "area", "since", "until"), area="area__parent")
NORMS = Marker(SpaceNorm, ("area", "key", "number", "active_from", "active_to"))
SPACE = (AREAS, *FLOOR, *MOVED, STANDS, NORMS)
BUILDINGS = Marker(
    Area, CHILDREN.columns, area="parent__parent"
)  # households of a community are those of its lowest areas
CIRCLES = Marker(Facility, ("area", "kind", "since", "until"), area="area", since="since")
USES = Marker(Booking, ("state", "visitors", "door", "starts_at", "room"), area="room__venue__area", day="starts_at")
AREA_COLUMNS = area_list.pick("name code kind parent")


def summed(name: str, label: str) -> tuple[Column, ...]:
    """The columns of a community with what is summed over it, which the figure's own rows carry."""
    return (*AREA_COLUMNS, Column(label, attrgetter(name), number=True, field=name))


# --- Venues ---------------------------------------------------------------------------------------------------------------


def venues(window: Window):
    """Those in use on the last day that counts."""
    return Venue.objects.in_use(window.last_day).select_related("area__parent__parent", "unit")


def venue_count(key: str, label: str, only: Q, unit: str = "个", source: str = "", definition: str = "") -> Measure:
    return Measure(
        key=f"cocon.{key}",
        label=label,
        unit=unit,
        definition=definition or f"统计期末在用的{label}",
        rows=venues,
        only=only,
        marks=(VENUES,),
        area="area",
        columns=venue_list.pick("name kind_shown area unit address since"),
        group=GROUP,
        stock=True,
        source=source,
    )


# --- Space ----------------------------------------------------------------------------------------------------------------


def floor_changes(window: Window):
    """What was done to floors in the period, as known at the time of the fill."""
    changes = FloorChange.objects.in_days(window.period.start, window.last_day).filter(entered_at__lte=window.as_of)
    return changes.annotate(yuan=in_yuan("cost")).select_related("venue__area__parent__parent")


def floor_done(key: str, kind: FloorChangeKind, source: str = "") -> Measure:
    return Measure(
        key=f"cocon.{key}",
        label=f"{kind.label}公共用房面积",
        unit="平方米",
        definition=f"统计期内党群服务中心和便民服务大厅{kind.label}的面积",
        rows=floor_changes,
        only=Q(kind=kind, venue__kind__in=OFFICES),
        value="m2",
        marks=(*FLOOR, *MOVED),
        area=AT,
        columns=floor_list.pick("venue kind day m2 area"),
        group=GROUP,
        source=source,
    )


def communities(window: Window):
    """Communities with their 公共用房 (`floor`), the norm for it, and whether something below the norm was bettered."""
    bettered = FloorChange.objects.in_days(window.period.start, window.last_day).filter(below_norm=True, **BELOW)
    rows = with_floor(communities_on(window.last_day), window.last_day)
    return rows.annotate(large=norm_on(NormKey.LARGE, window.last_day), is_bettered=Exists(bettered)).select_related(
        "parent__parent__parent"
    )


def spaces(window: Window):
    """Communities with their floor and how much is `wanted`: the higher of the norm for each and the norm by households."""
    rows = with_space(communities_on(window.last_day), window.last_day)
    return rows.select_related("parent__parent__parent")


def community_count(key: str, label: str, definition: str, only: Q, source: str = "", **more) -> Measure:
    usual = {"rows": communities, "unit": "个", "stock": True, "columns": AREA_COLUMNS, "marks": SPACE}
    return Measure(
        key=f"cocon.{key}",
        label=label,
        definition=definition,
        only=only,
        area="",
        group=GROUP,
        source=source,
        **usual | more,
    )


def circles(window: Window):
    """Communities with a facility of every kind within a quarter of an hour."""
    rows = with_full_circle(communities_on(window.last_day), window.last_day)
    return rows.select_related("parent__parent__parent")


# --- Bookings -------------------------------------------------------------------------------------------------------------


def uses(window: Window):
    """Bookings of the period whose people came."""
    began = {"starts_at__gte": window.beginning, "starts_at__lt": window.ending}
    rows = Booking.objects.filter(state=BookingState.ATTENDED, **began).filter(starts_at__lt=window.as_of)
    return rows.select_related("room__venue__area__parent__parent", "member")


def use_count(key: str, label: str, unit: str, definition: str, **more) -> Measure:
    return Measure(
        key=f"cocon.{key}",
        label=label,
        unit=unit,
        definition=definition,
        rows=uses,
        marks=(USES, *MOVED),
        area="room__venue__area",
        columns=booking_list.pick("room when group purpose visitors door area"),
        group=GROUP,
        **more,
    )


def share(part, whole):
    return None if not whole else Decimal(part) * 100 / whole


def mean(total, count):
    return None if not count else Decimal(total) / count


VENUE_FUNDS = Measure(
    key="cocon.venue_funds",
    label="阵地建设投入资金",
    unit="元",
    definition="统计期内登记的阵地新增、改造结算资金",
    rows=floor_changes,
    only=Q(cost__gt=0),
    value="yuan",
    marks=(*FLOOR, *MOVED),
    area=AT,
    columns=floor_list.pick("venue kind day m2 yuan area"),
    group=GROUP,
    decimals=2,
)
registry.add_figures(
    [
        venue_count(
            "service_centres",
            "党群服务中心和便民服务大厅",
            Q(kind__in=OFFICES),
            source="T15",
        ),
        venue_count(
            "opened_venues",
            "单位开放活动场所",
            Q(unit__isnull=False, is_public=True),
            "处",
            "T07",
            "统计期末单位向居民开放的场所",
        ),
        venue_count("studios", "社区书记工作室", Q(kind=VenueKind.STUDIO), source="W19"),
        venue_count("stations", "网格党群驿站", Q(kind=VenueKind.STATION), source="W24"),
        venue_count("squares", "党建文化广场", Q(kind=VenueKind.SQUARE), source="J11"),
        venue_count("bases", "开放式组织生活基地", Q(kind=VenueKind.BASE), source="J12"),
        venue_count("lecture_halls", "讲习所", Q(kind=VenueKind.LECTURE)),
        venue_count("service_points", "便民服务网点", Q(kind=VenueKind.POINT), source="S17"),
        community_count(
            "office_floor",
            "公共用房面积",
            "统计期末各社区党群服务中心和便民服务大厅的面积之和",
            Q(floor__gt=0),
            unit="平方米",
            value="floor",
            columns=summed("floor", "公共用房面积"),
        ),
        Derived(
            key="cocon.mean_floor",
            label="平均公共用房面积",
            unit="平方米",
            definition="公共用房面积 ÷ 社区数",
            parts=("cocon.office_floor", "area.communities"),
            formula=mean,
            group=GROUP,
            decimals=0,
            headline=True,
            source="S16",
        ),
        community_count(
            "norm_total",
            "应有公共用房面积",
            "统计期末各社区公共用房面积标准之和",
            Q(norm__gt=0),
            unit="平方米",
            value="norm",
            columns=summed("norm", "面积标准"),
        ),
        Derived(
            key="cocon.mean_norm",
            label="公共用房面积标准",
            unit="平方米",
            definition="各社区面积标准的平均",
            parts=("cocon.norm_total", "area.communities"),
            formula=mean,
            is_given=True,
            group=GROUP,
            decimals=0,
            source="S14",
        ),
        community_count(
            "up_to_norm",
            "公共用房达标社区数",
            "统计期末公共用房面积不低于标准的社区；每个社区的标准和按户数的标准，取高的",
            Q(wanted__gt=0, floor__gte=F("wanted")),
            rows=spaces,
            marks=(*SPACE, CHILDREN, BUILDINGS),
        ),
        Derived(
            key="cocon.norm_share",
            label="公共用房达标率",
            unit="%",
            definition="公共用房达标社区数 ÷ 社区数",
            parts=("cocon.up_to_norm", "area.communities"),
            formula=share,
            group=GROUP,
        ),
        community_count(
            "large_centres",
            "千平以上社区数",
            "统计期末公共用房面积达到大型标准（默认1000平方米）的社区",
            Q(floor__gte=F("large")),
            "T02",
        ),
        community_count(
            "bettered",
            "不达标用房改造社区",
            "统计期内新增或改造了公共用房、此前不达标的社区",
            Q(is_bettered=True),
            "S11",
            stock=False,
        ),
        floor_done("added_floor", FloorChangeKind.ADDED, source="S15"),
        floor_done("renovated_floor", FloorChangeKind.RENOVATED),
        VENUE_FUNDS,
        in_wan(VENUE_FUNDS, "T03 J10", label="阵地建设投入"),
        Measure(
            key="cocon.circles",
            label="十五分钟生活圈社区数",
            unit="个",
            definition=f"统计期末{len(FacilityKind)}类设施齐全的社区",
            rows=circles,
            marks=(AREAS, CIRCLES),
            area="",
            columns=AREA_COLUMNS,
            group=GROUP,
            stock=True,
        ),
        Derived(
            key="cocon.circle_share",
            label="十五分钟生活圈社区比例",
            unit="%",
            definition="十五分钟生活圈社区数 ÷ 社区数",
            parts=("cocon.circles", "area.communities"),
            formula=share,
            group=GROUP,
            source="S18",
        ),
        use_count("batches", "阵地接待批次", "批", "统计期内到场使用的预约", source="J14", headline=True),
        use_count(
            "visitors", "阵地接待人次", "人次", "统计期内到场使用的预约的到场人数之和", value="visitors", source="J15"
        ),
        *(
            use_count(
                f"batches_{door}",
                f"{door.label}预约使用",
                "批",
                f"统计期内到场使用、由{door.label}预约的",
                only=Q(door=door),
            )
            for door in Door
        ),
        Derived(
            key="cocon.doors",
            label="预约方式",
            unit="种",
            definition="统计期内有人使用过的预约方式（网上、手机、电话、现场）",
            parts=tuple(f"cocon.batches_{door}" for door in Door),
            formula=lambda *each: sum(1 for count in each if count),
            group=GROUP,
            decimals=0,
            source="J13",
            is_rate=False,
        ),
    ]
)
registry.add_sentences(
    [
        Sentence(
            "cocon.venues",
            "阵地建设",
            "{period}，{place}投入{cocon.venue_funds_wan}万元建设阵地，建成党群服务中心和便民服务大厅{cocon.service_centres}个，"
            "千平以上的社区{cocon.large_centres}个，书记工作室{cocon.studios}个，网格党群驿站{cocon.stations}个，"
            "党建文化广场{cocon.squares}个，单位开放活动场所{cocon.opened_venues}处。",
            source="T02 T03 T07 T15 W19 W24 J10 J11",
        ),
        Sentence(
            "cocon.space",
            "公共用房",
            "{period}，{place}按每个社区不低于{cocon.mean_norm}平方米的标准，改造不达标用房的社区{cocon.bettered}个，"
            "新增公共用房{cocon.added_floor}平方米，平均{cocon.mean_floor}平方米；便民服务网点{cocon.service_points}个，"
            "{cocon.circle_share}%的社区建成十五分钟生活圈。",
            source="S11 S14 S15 S16 S17 S18",
        ),
        Sentence(
            "cocon.bases",
            "基地开放",
            "{period}，{place}开放式组织生活基地{cocon.bases}个，可以{cocon.doors}种方式预约，"
            "接待{cocon.batches}批{cocon.visitors}人次。",
            source="J12 J13 J14 J15",
        ),
    ]
)
