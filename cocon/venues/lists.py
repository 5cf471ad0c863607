"""The columns of venues, their floor, rooms, closures and bookings: for the desk, its workbooks and the rows behind figures."""

from decimal import Decimal

from django.db.models import Q

from cocon.venues.choices import BookingState
from cocon.venues.models.bookings import Booking, BookingSeries
from cocon.venues.models.rooms import Closure, Room
from cocon.venues.models.space import CommunitySpace
from cocon.venues.models.venues import Facility, FloorChange, SpaceNorm, Venue
from cocon.venues.services.space import dress_floors, dress_spaces, missing_facilities, missing_functions
from orgtree.declare import Column
from orgtree.lists import area_columns, columns_of, declare_list, name_by, state_column, unsummed_columns
from orgtree.owned.lists import owned_columns
from orgtree.text.rules.money import yuan_of

STATE_COLOURS = {
    "候补中": "info",
    "待确认": "danger",
    "待接受": "warning",
    "已预约": "info",
    "已使用": "success",
    "未通过": "info",
    "已取消": "info",
    "未到": "warning",
    "已失效": "info",
}
VERDICTS = {"达标": "success", "未达标": "danger"}


def yuan(change: FloorChange) -> Decimal | None:
    """The cost in yuan with two decimals; None where none was told."""
    return yuan_of(change.cost)


venue_list = declare_list(
    Venue,
    columns=columns_of(Venue, "name kind base_kind address is_public since until")
    | area_columns("所属区域")
    | {
        "unit": Column("开放单位", lambda venue: venue.unit.name if venue.unit else "", order="unit"),
        "kind_shown": Column("类别", lambda venue: venue.get_kind_display()),
        "m2": Column("面积（㎡）", lambda venue: venue.m2 or None, number=True),
    },
    desk="name kind area address unit m2 is_public since until",
    links="name",
    filters=("kind", "is_public", "area"),
    order="area kind name pk",
    loads=("area__parent__parent", "unit"),
    dress=dress_floors,
    importer="venues",
    api="id area name kind kind_label base_kind address unit is_public since until",
    asked_by="kind area under",
    ordered_by="since name",
)
name_by(Venue, "id name")
floor_list = declare_list(
    FloorChange,
    columns=columns_of(FloorChange, "kind day m2 note below_norm entered_by entered_at")
    | area_columns("所属区域", "venue.area")
    | {
        "venue": Column("阵地", lambda change: change.venue.name, order="venue"),
        "yuan": Column("结算资金（元）", yuan, number=True, decimals=2, field="yuan"),
    },
    desk="venue kind day m2 yuan note area",
    links="venue",
    filters=("kind",),
    order="-day -pk",
    loads=("venue__area__parent__parent", "entered_by"),
)
norm_list = declare_list(
    SpaceNorm,
    columns=unsummed_columns(SpaceNorm, "key number active_from active_to") | owned_columns(),
    desk="key area number active_from active_to",
    filters=("key",),
    loads=("area",),
)
facility_list = declare_list(
    Facility,
    columns=columns_of(Facility, "name kind since until") | area_columns("社区"),
    desk="name kind area since until",
    importer="facilities",
    filters=("kind", "area"),
    order="area kind pk",
    loads=("area",),
)
space_list = declare_list(
    CommunitySpace,
    columns=columns_of(CommunitySpace, "name")
    | {
        "parent": Column("所属街道", lambda row: row.parent.name, order="parent"),
        "homes": Column("户数", lambda row: row.homes or None, number=True, field="homes", order="homes"),
        "floor": Column("用房（㎡）", lambda row: row.floor, number=True, field="floor", order="floor"),
        "wanted": Column("应有（㎡）", lambda row: round(row.wanted), number=True, order="wanted"),
        "lacks": Column("还缺（㎡）", lambda row: round(row.compliance.lacks), number=True),
        "verdict": Column("面积", lambda row: "达标" if row.compliance.is_met else "未达标", tones=VERDICTS),
        "functions": Column("四室三站一厅缺", lambda row: "、".join(missing_functions(row)) or "齐全", chars=12),
        "added": Column("今年新增（㎡）", lambda row: row.added, number=True, field="added"),
        "renovated": Column("今年改造（㎡）", lambda row: row.renovated, number=True, field="renovated"),
        "circle": Column("生活圈缺", lambda row: "、".join(missing_facilities(row)) or "齐全", chars=12),
    },
    desk="name parent homes floor wanted lacks verdict functions added renovated circle",
    links="name",
    order="tree_id lft",
    loads=("parent",),
    dress=dress_spaces,
)
room_list = declare_list(
    Room,
    columns=columns_of(Room, "name use capacity is_lent for_groups asks_approval checks_in")
    | unsummed_columns(Room, "lead_days cancel_days ahead_days prepare longest most_a_day waits_for")
    | area_columns("所属区域", "venue.area")
    | {
        "venue": Column("阵地", lambda room: room.venue.name, order="venue"),
        "hours": Column("开放时间", lambda room: room.hours_label, chars=30),
    },
    desk="name venue area use capacity hours is_lent asks_approval",
    links="name",
    filters=("use", "is_lent", "venue"),
    order="venue name pk",
    loads=("venue__area",),
    importer="rooms",
    api="id venue name use use_label capacity hours is_lent for_groups asks_approval lead_days cancel_days ahead_days longest",
    asked_by="venue use under",
    ordered_by="name capacity",
)
name_by(Room, "id name")
closure_list = declare_list(
    Closure,
    columns=columns_of(Closure, "starts_at ends_at reason entered_by entered_at")
    | area_columns("所属区域", "room.venue.area")
    | {"room": Column("房间", lambda closure: str(closure.room), order="room")},
    desk="room starts_at ends_at reason area",
    links="room",
    order="-starts_at -pk",
    loads=("room__venue__area", "entered_by"),
)
series_list = declare_list(
    BookingSeries,
    columns=columns_of(BookingSeries, "group purpose first_day last_day entered_by")
    | unsummed_columns(BookingSeries, "every_weeks")
    | area_columns("所属区域", "room.venue.area")
    | {"room": Column("房间", lambda series: str(series.room), order="room")},
    desk="room group purpose first_day last_day every_weeks area",
    links="room",
    order="-first_day -pk",
    loads=("room__venue__area", "entered_by"),
)
booking_list = declare_list(
    Booking,
    columns=columns_of(
        Booking,
        "kind door group purpose people visitors reason starts_at ends_at entered_by entered_at decided_at kept_at",
    )
    | area_columns("所属区域", "room.venue.area")
    | {
        "state": state_column(Booking, STATE_COLOURS),
        "room": Column("房间", lambda booking: str(booking.room), order="room"),
        "when": Column("时间", lambda booking: booking.when_in_words, order="starts_at"),
        "contact": Column(
            "联系人", lambda booking: str(booking.member or booking.unit or booking.contact_name), personal=True
        ),
        "masked_phone": Column("联系电话", lambda booking: booking.masked_phone, personal=True),
    },
    desk="state room when group purpose people visitors kind door contact",
    links="state when",
    filters=("state", "kind", "door", "room", "starts_at"),
    first=Q(state=BookingState.ASKED),
    coming="starts_at",
    order="-starts_at -pk",
    loads=("room__venue__area__parent__parent", "member", "unit", "entered_by"),
    member="member",
    own="room when group purpose people state visitors reason entered_at",
    sheet="state room when group purpose people visitors kind door contact masked_phone reason",
    api="id room unit kind kind_label state state_label door starts_at ends_at group purpose people visitors reason entered_at",
    asked_by="room state kind under",
    ordered_by="starts_at",
)
