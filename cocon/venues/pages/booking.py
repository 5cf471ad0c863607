"""Booking a room, without an account or as a member: the venues near by, a room's free times, the form, the receipt."""

from datetime import date, datetime, timedelta
from uuid import uuid4

from django.db.models import Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.views.decorators.csrf import csrf_exempt

from cocon.units.services.pairings import units_of
from cocon.venues.choices import BookingState
from cocon.venues.forms import ResidentForm, UseForm
from cocon.venues.models.bookings import Booking
from cocon.venues.models.rooms import Closure, Room, RoomEcho
from cocon.venues.models.venues import Venue
from cocon.venues.rules.booking import STEP
from cocon.venues.services import receipts
from cocon.venues.services.booking_acts import booking_acts
from cocon.venues.services.bookings import Caller, Use, ask_for_room, checked_caller
from cocon.venues.services.free_times import SHOWN_DAYS, alternatives, days_to_book, free_on, moment
from orgtree.acts import does
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.links import link_page, open_link
from orgtree.models import Institution
from orgtree.tree.models import Area
from orgtree.web.open_forms import Guard, guard_form
from volunteers.members.models.member import Member
from volunteers.members.pages.picker import pick_community

ICS = "text/calendar; charset=utf-8"
USUAL = timedelta(hours=2)
LOOKED_AT = 3  # days, each two queries
# A hall in which a community takes bookings is one address.
BOOK = Guard("book", most=60, everywhere=2_000, seconds=3600, largest=8 * 1024)
RECEIPT = Guard("booking", most=120, everywhere=4_000, seconds=3600, largest=8 * 1024)


def units_to_book_for(request) -> list[Institution]:
    """The units for which the person who is signed in handles shared matters."""
    user = request.user
    return list(units_of(user)) if user.is_authenticated and user.holds(P.COCON_UNIT) else []


def member_of(request) -> Member | None:
    """The member who is signed in; None for residents."""
    if not request.user.is_authenticated:
        return None
    return Member.objects.mine(request.user).select_related("area", "user").first()


# --- Finding a room -------------------------------------------------------------------------------------------------------


def venues(request):
    """The venues of a community and of its street, with the rooms that may be booked; a member begins with their own."""
    picker = pick_community(request.GET)
    member = member_of(request)
    community = picker.chosen or (_home_of(member) if member and not request.GET else None)
    context = {"picker": picker, "community": community, "tab": "activities"}
    if community:
        context["venues"] = _venues_around(community)
    return render(request, "cocon/venues/venues.html", context)


def _home_of(member: Member) -> Area:
    live = member.report_ins.live().select_related("community").first()
    return live.community if live else member.area


def _venues_around(community: Area) -> list[Venue]:
    near = Q(area__in=community.get_descendants(include_self=True)) | Q(area__in=community.get_ancestors())
    today = timezone.localdate()
    lent = Prefetch("rooms", Room.objects.lent(today).order_by("name"), to_attr="lent")
    rows = Venue.objects.public(today).filter(near).select_related("area", "unit").prefetch_related(lent)
    return sorted(rows, key=lambda venue: (not venue.lent, venue.area.level != community.level, venue.name))


def room_or_404(pk: int) -> Room:
    lent = Room.objects.lent(timezone.localdate()).select_related("venue__area", "venue__unit")
    return get_object_or_404(lent, pk=pk)


def room(request, pk: int):
    """A room, the days on which it may be booked, and the free times of one of them."""
    shown, today = room_or_404(pk), timezone.localdate()
    first, last = days_to_book(shown, today)
    days = [first + timedelta(days=ahead) for ahead in range(SHOWN_DAYS)]
    week = shown.terms.week
    days = [day for day in days if day <= last and day.weekday() in week]
    now = timezone.now()
    chosen = day_asked(request) or _begins_on(shown, days, now) or first
    is_offered = first <= chosen <= last
    closures = Closure.objects.filter(room=shown, ends_at__gt=timezone.now()).order_by("starts_at")
    context = {
        "room": shown,
        "days": days,
        "chosen": chosen,
        "free": free_on(shown, chosen, now) if is_offered else [],
        "taken": _taken(shown, chosen) if is_offered else [],
        "closures": closures[:5],
        "mine": _own(request, shown, chosen),
        "tab": "activities",
    }
    return render(request, "cocon/venues/room.html", context)


def _begins_on(room: Room, days: list[date], now: datetime) -> date | None:
    """The day that the page opens with: the first with a free time, late in the evening not today; looked for in a few days alone."""
    return next((day for day in days[:LOOKED_AT] if free_on(room, day, now)), days[0] if days else None)


def day_asked(request) -> date | None:
    """The day of the address; None for none and for what is none."""
    try:
        return parse_date(request.GET.get("day", ""))
    except ValueError:
        return None


def _own(request, room: Room, day: date) -> list[Booking]:
    """What whoever is signed in, or a unit of theirs, has of the room on the day."""
    if not request.user.is_authenticated:
        return []
    own = Q(member__user=request.user.pk) | Q(unit__in=units_to_book_for(request))
    held = Booking.objects.live().filter(own, room=room).on_day(day)
    return receipts.with_pages(held.order_by("starts_at"))


def _taken(room: Room, day: date) -> list[Booking]:
    """What is taken on the day and still to come: who has it is nobody's to know."""
    held = Booking.objects.holding().filter(room=room, starts_at__gt=timezone.now()).on_day(day)
    return list(held.order_by("starts_at"))


# --- Booking it -----------------------------------------------------------------------------------------------------------


@does(booking_acts, "ask", "wait")
@guard_form(BOOK)
def book(request, pk: int):
    """The form for a time that was chosen; what is sent leads to the receipt."""
    shown, member, units = room_or_404(pk), member_of(request), units_to_book_for(request)
    start, waits = _start(request), request.GET.get("waits") == "1"
    choices = _until(shown, start, waits) if start else []
    if not choices:
        return redirect("room", pk)
    form = (UseForm if member or units else ResidentForm)(
        request.POST or None,
        units=units,
        is_member=member is not None,
        until=[(minutes, label) for minutes, label in choices],
        most=shown.capacity,
        for_groups=shown.for_groups,
        initial={"once": uuid4().hex, "until": _usual(choices), "people": 10},
    )
    others = []
    if form.is_valid():
        try:
            booking = _ask(form.cleaned_data, shown, start, _caller(form.cleaned_data, member, request.user), waits)
        except RuleBroken as error:
            form.refuse(error)
            ends = start + timedelta(minutes=form.cleaned_data["until"])
            others = alternatives(shown, start, ends) if error.conflict else []
        else:
            return open_link(receipts.page_of(booking))
    context = {"room": shown, "form": form, "start": start, "waits": waits, "member": member, "others": others}
    return render(request, "cocon/venues/book.html", context | {"tab": "activities"})


def _start(request) -> datetime | None:
    """The local moment that was chosen; None for what is none."""
    try:
        start = parse_datetime(request.GET.get("start", ""))
    except ValueError:
        return None
    return timezone.make_aware(start) if start and timezone.is_naive(start) else None


def _until(room: Room, start: datetime, waits: bool) -> list[tuple[int, str]]:
    """(minutes, label) of how long the room may be used from `start`; nothing where it may not begin then."""
    day = timezone.localdate(start)
    first, last = days_to_book(room, timezone.localdate())
    if not first <= day <= last or start <= timezone.now():
        return []
    if waits:
        latest = _closing(room, start)
    else:
        free = {one.starts_at: one.until for one in free_on(room, day, timezone.now())}
        latest = free.get(start) or _closing(room, start)  # gone meanwhile: the form says so and what else is free
    most = int((min(latest, start + timedelta(minutes=room.longest)) - start).total_seconds() // 60)
    return [
        (minutes, f"{timezone.localtime(start + timedelta(minutes=minutes)):%H:%M}")
        for minutes in range(STEP, most + 1, STEP)
    ]


def _closing(room: Room, start: datetime) -> datetime:
    """When the room closes after `start`; `start` itself where it is not open then."""
    day = timezone.localdate(start)
    spans = [(moment(day, span.start), moment(day, span.end)) for span in room.terms.week.get(day.weekday(), ())]
    return next((end for begin, end in spans if begin <= start < end), start)


def _usual(choices: list[tuple[int, str]]) -> int:
    """Two hours, or as long as there is."""
    return max(minutes for minutes, _ in choices if minutes <= USUAL.total_seconds() // 60)


def _caller(data: dict, member: Member | None, user) -> Caller:
    """The unit that was chosen, the member, or whoever gave a name and a phone; raises RuleBroken."""
    if unit := data.get("unit"):
        return Caller(unit=unit, clerk=user)
    return Caller(member=member) if member else checked_caller(data["contact_name"], data["phone"])


def _ask(data: dict, room: Room, start: datetime, caller: Caller, waits: bool) -> Booking:
    use = Use(start, start + timedelta(minutes=data["until"]), data["purpose"], data["people"], data["group"])
    return ask_for_room(room_id=room.pk, use=use, caller=caller, once=data["once"] or None, waits=waits)


# --- The receipt ----------------------------------------------------------------------------------------------------------

TOLD = {
    BookingState.CONFIRMED: "预约成功",
    BookingState.ASKED: "已提交，等社区确认",
    BookingState.WAITING: "已加入候补，空出来按先后顺序轮到",
    BookingState.OFFERED: "轮到您了，请在期限内接受",
    BookingState.ATTENDED: "已使用，谢谢",
    BookingState.REFUSED: "没有通过",
    BookingState.CANCELLED: "已取消",
    BookingState.NO_SHOW: "记为未到",
    BookingState.LAPSED: "已失效",
}


@does(booking_acts, "give_up", "take")
@guard_form(RECEIPT)
@csrf_exempt  # its cookie is sent by no foreign form (SameSite): whoever has the address may do it, nobody else
@link_page(receipts.booking_of, exchanged=True)
def receipt(request, booking: Booking, token: str):
    """What became of a booking; giving it up, accepting what is offered, saying how it was."""
    said = error = ""
    if request.method == "POST":
        try:
            said = _said(request, booking)
        except RuleBroken as refused:
            error = refused.message
        booking = receipts.booking_by_key(booking.pk)
    context = {
        "booking": booking,
        "token": token,
        "address": request.build_absolute_uri(receipts.page_of(booking)),
        "told": TOLD[BookingState(booking.state)],
        "said": said,
        "error": error,
        "answers": RoomEcho.scale,
        "is_open": booking.state in booking_acts["give_up"].leaves and booking.starts_at > timezone.now(),
        "others": _others(booking),
    }
    return render(request, "cocon/venues/receipt.html", context)


def _said(request, booking: Booking) -> str:
    verb = request.POST.get("act", "")
    if verb == "rate":
        receipts.rate_by_receipt(booking=booking, answer=request.POST.get("answer", ""))
        return "谢谢您的评价，不记姓名。"
    if verb not in {"give_up", "take"}:
        return ""
    receipts.act_by_receipt(booking=booking, verb=verb)
    return "已取消。" if verb == "give_up" else "已接受，预约生效。"


def _others(booking: Booking):
    is_over = booking.state in (BookingState.REFUSED, BookingState.LAPSED, BookingState.CANCELLED)
    if not is_over or booking.starts_at < timezone.now() or not booking.room.is_lent:
        return []
    return alternatives(booking.room, booking.starts_at, booking.ends_at)


@link_page(receipts.booking_of, exchanged=True)
def receipt_ics(request, booking: Booking, token: str):
    """The booking for a calendar."""
    reply = HttpResponse(receipts.own_calendar([booking]), content_type=ICS)
    reply["Cache-Control"] = "private, no-store"
    return reply
