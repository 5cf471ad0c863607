"""What an act does to a booking besides its state: who may, who is told, what is set. Which acts there are: `booking_acts`."""

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from cocon.units.services.pairings import clerks_of, units_of
from cocon.venues.choices import BookingState, VenueDeadline
from cocon.venues.models.bookings import Booking
from cocon.venues.services.at_hand import hold_rooms
from orgtree.acts import Doing, Tell
from orgtree.calendar.services.calendar import Calendar
from orgtree.calendar.services.deadlines import DeadlineBook
from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.scope.models.either import rows_of_either

OFFER_HOURS = 24  # where no rule says
MOST_VISITORS = 100_000


def own_bookings(user) -> QuerySet[Booking]:
    """What the person booked as a member, and what was booked for units whose shared matters they handle; as far as a token goes."""
    halves = [Booking.objects.mine(user)] if user.token_covers(OWN) else []
    if user.holds(P.COCON_UNIT):
        halves.append(Booking.objects.filter(unit__in=list(units_of(user))))
    return rows_of_either(Booking.objects.all(), *halves)


def tell_booker(words: str):
    """Tells the member or the unit's clerks who booked; `words` may quote the room and the time."""

    def tells(booking: Booking, doing: Doing) -> list[Tell]:
        said = f"场地预约：{words.format(what=booking)}"
        if booking.unit_id:
            return [Tell(clerks_of([booking.unit_id]), said, url="/u/bookings/", why=True)]
        return [Tell((booking.member.user_id,), said, url="/m/bookings/", why=True)] if booking.member else []

    return tells


def settle(booking: Booking, doing: Doing) -> None:
    """Nothing is offered any more, and whoever only the telephone tells is to be called."""
    booking.offered_until = None
    booking.untold_since = doing.at if booking.is_called else None


def lapse(booking: Booking, doing: Doing) -> None:
    """A date of a series that went without a word is told; whoever waited or did not answer until it was over is not called."""
    settle(booking, doing)
    if doing.was[booking.pk].state != BookingState.CONFIRMED:
        booking.untold_since = None


def know(booking: Booking, doing: Doing) -> None:
    """They know by now: they were told, came, or said so themselves."""
    booking.offered_until = booking.untold_since = None


def is_untold(booking: Booking) -> bool:
    return booking.untold_since is not None


def offer(booking: Booking, doing: Doing) -> None:
    hours = DeadlineBook().number(VenueDeadline.OFFER, timezone.localdate(), booking.room.venue.area) or OFFER_HOURS
    booking.offered_until = min(doing.at + timedelta(hours=hours), booking.starts_at)
    booking.decided_at = doing.at


def take_offer(booking: Booking, doing: Doing) -> None:
    if booking.offered_until <= doing.at:
        raise RuleBroken("offer_over", "接受的期限已过，这个时段已给了下一位", conflict=True)
    booking.offered_until = None


def check_in_time(booking: Booking, now) -> None:
    """Raise RuleBroken where it is too late to give up a time by oneself."""
    if booking.state != BookingState.CONFIRMED:
        return
    if booking.starts_at <= now:
        raise RuleBroken("begun", "已经开始，不能取消", conflict=True)
    room = booking.room
    if not room.cancel_days:
        return
    first = Calendar(room.venue.area).workdays_after(timezone.localdate(now), room.cancel_days)
    if first > timezone.localdate(booking.starts_at):
        raise RuleBroken("too_late", f"至少提前{room.cancel_days}个工作日取消，现在请直接联系社区", conflict=True)


def give_up(booking: Booking, doing: Doing) -> None:
    check_in_time(doing.was[booking.pk], doing.at)
    know(booking, doing)


def refuse_early(rows: list[Booking], doing: Doing) -> dict[int, RuleBroken]:
    early = RuleBroken("too_early", "还没有到预约的时间", conflict=True)
    return {row.pk: early for row in rows if row.starts_at > doing.at}


def has_begun(booking: Booking) -> bool:
    return booking.starts_at <= timezone.now()


def checked_visitors(text: str) -> str:
    """A number of people as it was typed; raises RuleBroken."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_VISITORS):
        raise RuleBroken("visitors", "到场人数请填写大于0的整数", field="visitors")
    return text


def attend(booking: Booking, doing: Doing) -> None:
    booking.visitors = int(doing.said["visitors"] or booking.people)
    know(booking, doing)


def is_to_keep(booking: Booking) -> bool:
    return bool(booking.series_id and booking.kept_at is None)


def keep(booking: Booking, doing: Doing) -> None:
    booking.kept_at = doing.at


def hold_first(doing: Doing, ids: Sequence[int]) -> None:
    hold_rooms(ids)
