"""Venues of the demo: in every staffed community a centre with rooms and a year of bookings in every state, elsewhere a place or two."""

from datetime import date, timedelta

from django.utils import timezone

from cocon.models import Booking, Closure, Facility, FloorChange, Room, Venue
from cocon.venues.choices import FUNCTIONS, BookingKind, BookingState, Door, FacilityKind, RoomUse
from cocon.venues.models.rooms import RoomEcho
from cocon.venues.services.bookings import Caller
from cocon.venues.services.free_times import moment, span_of
from cocon.venues.services.series import Weekly, plan_series
from config.demo_district.district_map import Part, Staffed
from orgtree.choices import InstitutionKind
from orgtree.models import Institution
from volunteers.models import ReportIn

FEN = 100
ROOMS = (
    ("多功能厅", "meeting", 120, True),
    ("书画室", "classroom", 30, False),
    ("图书室", "reading", 20, False),
)
HALL = ("体育馆", "outdoor", 80, False)
USES = (
    ("夕阳红合唱队", "合唱排练", 25),
    ("书法班", "练字", 15),
    ("邻里读书会", "读书分享", 12),
    ("老年舞蹈队", "舞蹈排练", 30),
    ("", "业主代表碰头", 10),
    ("青年志愿服务队", "志愿者培训", 20),
)
HOURS = (8, 10, 14, 16, 19)
OPEN = "每天 8:00-21:00"
GONE = "这段时间已安排给其他团队。"
ANSWERS = {BookingState.REFUSED: "这一天有社区活动", BookingState.CANCELLED: "团队改了时间"}


def build_venues(part: Part) -> None:
    """Places, their floor, rooms and bookings, written at once."""
    luck = part.luck("venues")
    for place in part.staffed:
        _space(part, place, luck)
        rooms = _rooms(part, place, luck)
        Booking.objects.bulk_create(_bookings(part, place, rooms, luck))
    if part.is_first:
        _waiting(part)
        _long_use(part)


def _space(part: Part, place: Staffed, luck) -> None:
    """The centre with its floor, a square or a studio, what a quarter of an hour away there is."""
    name, since = place.area.name, part.today - timedelta(days=900)
    made = [
        Venue(area=place.area, name=f"{name}党群服务中心", kind="centre", address=f"{name}中心路1号", since=since),
        Venue(area=place.area, name=f"{name}党群驿站", kind="station", address=f"{name}南门旁", since=since),
        Venue(area=place.area, name=f"{name}便民服务点", kind="point", address=f"{name}东门旁", since=since),
    ]
    kind, label = luck.choice((("studio", "书记工作室"), ("square", "党建文化广场"), ("lecture", "讲习所")))
    made.append(Venue(area=place.area, name=f"{name}{label}", kind=kind, address=f"{name}中心路3号", since=since))
    centre, *others = Venue.objects.bulk_create(made)
    by = {"entered_by": place.clerk, "entered_at": timezone.now() - timedelta(days=200)}
    first = luck.choice((360, 420, 560, 880))
    changes = [FloorChange(venue=centre, kind="opened", day=since, m2=first, **by)]
    changes += [FloorChange(venue=other, kind="opened", day=since, m2=60, **by) for other in others]
    day = part.today - timedelta(days=200)
    cost = luck.randrange(80_000, 300_000, 1_000) * FEN
    changes.append(
        FloorChange(
            venue=centre, kind="added", day=day, m2=150, cost=cost, note="二楼改建", below_norm=first < 400, **by
        )
    )
    day += timedelta(days=80)
    changes.append(FloorChange(venue=centre, kind="renovated", day=day, m2=90, cost=cost // 3, note="一楼大厅", **by))
    FloorChange.objects.bulk_create(changes)
    kinds = [kind for kind in FacilityKind if place.number % 4 or kind != FacilityKind.CHILD]
    Facility.objects.bulk_create(
        Facility(area=place.area, kind=kind, name=f"{name}{kind.label}", since=since) for kind in kinds
    )


def _rooms(part: Part, place: Staffed, luck) -> list[Room]:
    """Rooms to book, a unit's hall among them, and those of 四室三站一厅 that are not lent; what was said of some."""
    centre = Venue.objects.get(area=place.area, kind="centre")
    lacking = place.number % 3  # communities lack none, one or two of them
    kept = [use for use in FUNCTIONS if use not in ("meeting", "reading")][lacking:]
    Room.objects.bulk_create(
        Room(venue=centre, name=RoomUse(use).label, use=use, capacity=8, hours=OPEN, is_lent=False) for use in kept
    )
    rooms = Room.objects.bulk_create(
        Room(venue=at, name=name, use=use, capacity=heads, hours=OPEN, asks_approval=asks, checks_in=not asks)
        for at, (name, use, heads, asks) in [(centre, one) for one in ROOMS] + [(_opened(part, place), HALL)]
    )
    RoomEcho.objects.bulk_create(
        RoomEcho(room=room, good=luck.randrange(3, 40), fair=luck.randrange(6), poor=luck.randrange(3))
        for room in rooms
    )
    _close(rooms[0], part.today + timedelta(days=6), "消防检修", place)
    return rooms


def _opened(part: Part, place: Staffed) -> Venue:
    """What a unit of the street opens to residents."""
    units = Institution.objects.filter(kind=InstitutionKind.SCHOOL).order_by("pk")
    unit = units[place.number % units.count()]
    since = part.today - timedelta(days=300)
    told = {"area": place.area, "kind": "other", "address": f"{place.area.name}西路8号", "since": since, "unit": unit}
    return Venue.objects.create(name=f"{unit.name}体育馆", **told)


def _bookings(part: Part, place: Staffed, rooms: list[Room], luck) -> list[Booking]:
    """About one a day over the year, most of them used; and a fortnight ahead."""
    days = sorted(luck.sample(range(-330, -1), 90)) + sorted(luck.sample((1, 2, 3, 4, 5, 8, 9, 10, 11, 12), 6))
    members = list(
        ReportIn.objects.belonging().filter(community=place.area).order_by("pk").values_list("member", flat=True)[:20]
    )
    return [_booking(part, place, luck, room=luck.choice(rooms), ahead=ahead, members=members) for ahead in days]


def _booking(part: Part, place: Staffed, luck, *, room: Room, ahead: int, members: list[int]) -> Booking:
    hour, (group, purpose, people) = luck.choice(HOURS), luck.choice(USES)
    day = part.today + timedelta(days=ahead)
    start, end = moment(day, hour * 60), moment(day, hour * 60 + 120)
    door = luck.choice((Door.WEB, Door.WEB, Door.DESK, Door.PHONE, Door.WALK_IN))
    by_desk = door in (Door.DESK, Door.WALK_IN)
    caller = Caller("王女士", f"199{luck.randrange(10**8):08d}")
    is_named = door == Door.PHONE and members
    who = {} if is_named else {"contact_name": caller.name, "phone": caller.phone, "phone_key": caller.key()}
    return Booking(
        room=room,
        kind=BookingKind.BEHALF if by_desk else BookingKind.NORMAL,
        door=door,
        starts_at=start,
        ends_at=end,
        span=span_of(room, start, end),
        group=group,
        purpose=purpose,
        people=min(people, room.capacity),
        member_id=luck.choice(members) if is_named else None,
        entered_by=place.clerk if by_desk else None,
        entered_at=min(start - timedelta(days=luck.randrange(1, 9)), timezone.now()),
        **_outcome(part, place, luck, ahead=ahead, people=people),
        **(who if ahead > -180 else {}),
    )


def _outcome(part: Part, place: Staffed, luck, *, ahead: int, people: int) -> dict:
    """The state and what belongs to it: of the past most were used, what is to come stands."""
    if ahead > 0:
        return {"state": BookingState.CONFIRMED}
    state = luck.choices(
        (
            BookingState.ATTENDED,
            BookingState.NO_SHOW,
            BookingState.CANCELLED,
            BookingState.REFUSED,
            BookingState.LAPSED,
        ),
        (80, 5, 8, 4, 3),
    )[0]
    told = {"state": state, "reason": ANSWERS.get(state, "")}
    if state == BookingState.ATTENDED:
        told["visitors"] = max(people + luck.randrange(-4, 8), 3)
    if state in ANSWERS:
        told |= {"decided_by": place.clerk, "decided_at": moment(part.today + timedelta(days=ahead - 1), 600)}
    return told


def _waiting(part: Part) -> None:
    """What waits for the first desk."""
    room = Room.objects.filter(name=ROOMS[0][0]).earliest("pk")
    for number, (state, on, hour, used, more) in enumerate(_standing(part)):
        group, purpose, people = USES[used]
        start, end = moment(on, hour * 60), moment(on, hour * 60 + 120)
        caller = Caller() if "kind" in more else Caller("李先生", f"1990000100{number}")
        entered = min(timezone.now(), start) - timedelta(hours=9 - number)
        said = {"group": group, "purpose": purpose, "people": people, "entered_at": entered} | more
        Booking.objects.create(
            room=room,
            door=Door.WEB,
            state=state,
            starts_at=start,
            ends_at=end,
            span=span_of(room, start, end),
            contact_name=caller.name,
            phone=caller.phone,
            phone_key=caller.key(),
            **said,
        )


def _standing(part: Part) -> tuple[tuple[str, date, int, int, dict], ...]:
    """(state, day, hour, which of USES, what else): two who ask for one time (one for days already), one on the wait list, one who is
    offered a place, one whose refusal nobody has told them, one that is over and not noted; what the community uses and blocks itself.
    """
    day, before, now = part.today + timedelta(days=20), part.today - timedelta(days=1), timezone.now()
    return (
        (BookingState.ASKED, day, 14, 0, {"entered_at": now - timedelta(days=6)}),
        (BookingState.ASKED, day, 15, 3, {}),
        (BookingState.CONFIRMED, day, 19, 2, {}),
        (BookingState.WAITING, day, 19, 1, {}),
        (BookingState.OFFERED, day, 10, 4, {"offered_until": now + timedelta(days=2)}),
        (BookingState.CONFIRMED, before, 9, 5, {}),
        (BookingState.REFUSED, day, 19, 5, {"reason": GONE, "untold_since": now - timedelta(days=3)}),
        (BookingState.CONFIRMED, day, 8, 2, {"kind": BookingKind.STAFF, "group": "", "purpose": "居民议事"}),
        (BookingState.CONFIRMED, day, 17, 2, {"kind": BookingKind.BLOCKED, "group": "", "purpose": "调试音响"}),
    )


def _long_use(part: Part) -> None:
    """A class of eight weeks over a closure: a date is refused, one waits to be confirmed once more. And a unit's booking."""
    place, room = part.staffed[0], Room.objects.filter(name=ROOMS[1][0]).earliest("pk")
    first = part.today + timedelta(days=17)
    _close(room, first + timedelta(weeks=2), "更换地板", place)
    weekly = Weekly(first, first + timedelta(weeks=7), 19 * 60, 20 * 60 + 30)
    told = {"group": "夜校书法班", "purpose": "练字", "people": 15, "caller": Caller("张老师", "19900002001")}
    plan_series(room_id=room.pk, weekly=weekly, by=place.clerk, **told)
    soon = Booking.objects.filter(series__isnull=False).earliest("starts_at")
    start, end = (when - timedelta(days=11) for when in (soon.starts_at, soon.ends_at))
    Booking.objects.filter(pk=soon.pk).update(starts_at=start, ends_at=end, span=span_of(room, start, end))
    unit = Venue.objects.filter(unit__isnull=False).earliest("pk").unit
    start, end = (moment(part.today + timedelta(days=15), hour * 60) for hour in (14, 16))
    use, who = {"purpose": "主题党日", "people": 20}, {"unit": unit, "group": unit.name}
    when = {"starts_at": start, "ends_at": end, "span": span_of(room, start, end), "entered_at": timezone.now()}
    Booking.objects.create(room=room, door=Door.WEB, state=BookingState.CONFIRMED, **use, **who, **when)


def _close(room: Room, day, reason: str, place: Staffed) -> None:
    """Closed on the day, until eight in the evening."""
    Closure.objects.create(
        room=room,
        starts_at=moment(day, 8 * 60),
        ends_at=moment(day, 20 * 60),
        reason=reason,
        entered_by=place.clerk,
        entered_at=timezone.now(),
    )
