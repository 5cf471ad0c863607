"""A room's calendar for those who manage it: month and week, the sign on its door, the .ics, and long uses."""

from calendar import Calendar
from datetime import date, timedelta

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from cocon.venues.choices import LIVE, BookingState
from cocon.venues.forms import SeriesForm
from cocon.venues.models.bookings import Booking
from cocon.venues.models.rooms import Closure, Room
from cocon.venues.pages.booking import ICS, day_asked
from cocon.venues.services.booking_acts import booking_acts
from cocon.venues.services.bookings import checked_caller
from cocon.venues.services.free_times import moment
from cocon.venues.services.receipts import calendar_of
from cocon.venues.services.series import Weekly, plan_series
from orgtree.acts import does
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.files.pdf import qr_element

DAY = timedelta(days=1)
SHOWN = (*LIVE, BookingState.ATTENDED, BookingState.NO_SHOW)


def room_or_404(request, pk: int) -> Room:
    rows = Room.objects.allowed(request.user, P.VENUE_MANAGE).select_related("venue__area")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@login_required
@require_GET
def month(request, pk: int):
    """The bookings of a month or, with `?view=week`, of a week, by local day."""
    room = room_or_404(request, pk)
    day = day_asked(request) or timezone.localdate()
    by_week = request.GET.get("view") == "week"
    days = (
        _week_of(day)
        if by_week
        else [one for week in Calendar().monthdatescalendar(day.year, day.month) for one in week]
    )
    earlier, later = (
        (day - 7 * DAY, day + 7 * DAY) if by_week else (day.replace(day=1) - DAY, day.replace(day=28) + 5 * DAY)
    )
    context = {
        "room": room,
        "weeks": _filled(room, days),
        "day": day,
        "today": timezone.localdate(),
        "by_week": by_week,
        "earlier": earlier,
        "later": later,
    }
    return render(request, "cocon/venues/month.html", context)


def _week_of(day: date) -> list[date]:
    monday = day - day.weekday() * DAY
    return [monday + ahead * DAY for ahead in range(7)]


def _filled(room: Room, days: list[date]) -> list[list[dict]]:
    """Weeks of days, each with its bookings and closures. Two queries."""
    first, last = moment(days[0], 0), moment(days[-1] + DAY, 0)
    rows = Booking.objects.filter(room=room, state__in=SHOWN, starts_at__gte=first, starts_at__lt=last).order_by(
        "starts_at"
    )
    closures = list(Closure.objects.touching(room.pk, first, last))
    held: dict[date, list[Booking]] = {}
    for row in rows:
        held.setdefault(timezone.localdate(row.starts_at), []).append(row)
    filled = [
        {
            "day": day,
            "bookings": held.get(day, []),
            "closed": [
                one for one in closures if one.starts_at < moment(day + DAY, 0) and one.ends_at > moment(day, 0)
            ],
        }
        for day in days
    ]
    return [filled[start : start + 7] for start in range(0, len(filled), 7)]


@login_required
@require_GET
def door(request, pk: int):
    """What hangs on the door: the week's bookings by group, and where to book. No person."""
    room = room_or_404(request, pk)
    [week] = _filled(room, _week_of(day_asked(request) or timezone.localdate()))
    for one in week:
        one["bookings"] = [
            row for row in one["bookings"] if row.state in (BookingState.CONFIRMED, BookingState.ATTENDED)
        ]
    lent = room.is_lent and room.venue.is_public
    address = request.build_absolute_uri(reverse("room", args=[pk])) if lent else ""
    return render(
        request, "cocon/venues/door.html", {"room": room, "week": week, "code": address and qr_element(address)}
    )


@login_required
@require_GET
def room_ics(request, pk: int):
    """The room's bookings of the next ninety days for a calendar; no person."""
    room = room_or_404(request, pk)
    until = timezone.now() + 90 * DAY
    rows = Booking.objects.holding().filter(room=room, ends_at__gt=timezone.now(), starts_at__lt=until)
    rows = rows.select_related("room__venue").order_by("starts_at")
    reply = HttpResponse(calendar_of(rows, name=str(room), title=lambda row: row.who), content_type=ICS)
    reply["Content-Disposition"] = 'attachment; filename="room.ics"'
    return reply


@does(booking_acts, "plan")
@login_required
def series(request, pk: int):
    """A long use: the form, then the series with an answer for each date."""
    room = room_or_404(request, pk)
    form = SeriesForm(request.POST or None)
    if form.is_valid():
        try:
            planned = _plan(room, form.cleaned_data, request.user)
        except RuleBroken as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        else:
            return redirect("admin:cocon_bookingseries_change", planned.pk)
    return render(request, "cocon/venues/series.html", {"room": room, "form": form})


def _plan(room: Room, data: dict, user):
    start, end = data["minutes"]
    weekly = Weekly(data["first_day"], data["last_day"], start, end, data["every"])
    caller = checked_caller(data["contact_name"], data["phone"])
    said = {name: data[name] for name in ("group", "purpose", "people")}
    return plan_series(room_id=room.pk, weekly=weekly, caller=caller, by=user, **said)
