"""Bookings that wait for the desk, and what the desk does many times a day."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from cocon.venues.choices import BookingState, VenueDeadline
from cocon.venues.models.bookings import Booking
from cocon.venues.models.venues import Venue
from cocon.venues.services.booking_acts import TOLD
from cocon.venues.services.keeping import PLACE
from orgtree.calendar.services.deadlines import book_in
from orgtree.choices import Permission as P
from orgtree.declare import Card, Finder, registry
from orgtree.desk.finding import find_by

SOON = timedelta(days=7)  # dates of series are asked about so long before


def to_decide(user):
    return Booking.objects.allowed(user, P.VENUE_MANAGE).filter(state=BookingState.ASKED)


def undecided_too_long(memo: dict | None = None):
    """The condition of those for which the desk's word is overdue; when their time comes they lapse."""
    return book_in(memo).late(VenueDeadline.DECIDE, "entered_at", PLACE)


def to_call(user):
    """A place is offered to them, and only the telephone tells them."""
    offered = Booking.objects.allowed(user, P.VENUE_MANAGE).filter(state=BookingState.OFFERED)
    return offered.filter(member__isnull=True, unit__isnull=True).exclude(phone_key="")


def to_tell(user):
    """What was decided about them is known to nobody but the desk, and only the telephone tells them."""
    rows = Booking.objects.allowed(user, P.VENUE_MANAGE).filter(untold_since__isnull=False)
    return rows.filter(state__in=TOLD)


def over(user):
    """Their time is over, and nobody has said whether they came."""
    rows = Booking.objects.allowed(user, P.VENUE_MANAGE)
    return rows.filter(state=BookingState.CONFIRMED, ends_at__lt=timezone.now()).exclude(kind="blocked")


def to_keep(user):
    rows = Booking.objects.allowed(user, P.VENUE_MANAGE).filter(state=BookingState.CONFIRMED, kept_at__isnull=True)
    return rows.filter(series__isnull=False, starts_at__lt=timezone.now() + SOON, starts_at__gt=timezone.now())


def _list(waits: str):
    return lambda user: f"{reverse('admin:cocon_booking_changelist')}?waits={waits}"


registry.add_cards(
    [
        Card(
            key="cocon.bookings_to_decide",
            label="待确认预约",
            hint="同一时段有几条申请的，同意一条，其他的自动不予通过",
            place="cocon",
            rows=to_decide,
            since="entered_at",
            overdue=lambda memo: undecided_too_long(memo),
            minutes=0.5,
            url=_list("decide"),
            permission=P.VENUE_MANAGE,
        ),
        Card(
            key="cocon.bookings_to_call",
            label="轮到候补待告知",
            hint="打电话问一问还要不要，要的代为接受；过了期限给下一位",
            place="cocon",
            rows=to_call,
            since="decided_at",
            minutes=1,
            url=_list("call"),
            permission=P.VENUE_MANAGE,
        ),
        Card(
            key="cocon.bookings_to_tell",
            label="预约结果待告知",
            hint="没有账号的，打电话说一声同意、没通过或取消了，再登记已告知",
            place="cocon",
            rows=to_tell,
            since="untold_since",
            minutes=1,
            url=_list("tell"),
            permission=P.VENUE_MANAGE,
        ),
        Card(
            key="cocon.bookings_over",
            label="待登记到场",
            hint="用过的登记到场人数，没来的登记未到",
            place="cocon",
            rows=over,
            since="ends_at",
            minutes=0.2,
            url=_list("over"),
            permission=P.VENUE_MANAGE,
        ),
        Card(
            key="cocon.bookings_to_keep",
            label="待再次确认的长期使用",
            hint="问一问团队，照常使用的再次确认；没有确认的到期放出",
            place="cocon",
            rows=to_keep,
            since="starts_at",
            minutes=0.3,
            url=_list("keep"),
            permission=P.VENUE_MANAGE,
        ),
    ]
)
registry.add_finders([Finder("venues", "阵地", P.COCON_VIEW, find_by(Venue, P.COCON_VIEW, "name"))])
