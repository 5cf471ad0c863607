"""What may be done to a booking, and who moves in when one gives up a time."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from django.db.models import QuerySet
from django.utils import timezone

from cocon.units.services.pairings import clerks_of, units_of
from cocon.venues.choices import BookingState, VenueDeadline
from cocon.venues.models.bookings import Booking
from cocon.venues.services.at_hand import hold_rooms
from cocon.venues.services.free_times import alternatives_label
from orgtree.acts import Act, Acts, Ask, Doing, Tell, ask_reason, declare_acts, follow, leave_as_it_was
from orgtree.calendar.services.calendar import Calendar
from orgtree.calendar.services.deadlines import DeadlineBook
from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.scope.models.either import rows_of_either

OFFER_HOURS = 24  # where no rule says
DECIDED = ("decided_by", "decided_at")
MOST_VISITORS = 100_000


def own_bookings(user) -> QuerySet[Booking]:
    """What the person booked as a member, and what was booked for units whose shared matters they handle; as far as a token goes."""
    halves = [Booking.objects.mine(user)] if user.token_covers(OWN) else []
    if user.holds(P.COCON_UNIT):
        halves.append(Booking.objects.filter(unit__in=list(units_of(user))))
    return rows_of_either(Booking.objects.all(), *halves)


def _to_booker(words: str):
    """Tells the member or the unit's clerks who booked; `words` may quote the room, the time and the reason."""

    def tells(booking: Booking, doing: Doing) -> list[Tell]:
        said = f"场地预约：{words.format(what=booking, reason=booking.reason)}"[:100]
        if booking.unit_id:
            return [Tell(clerks_of([booking.unit_id]), said, url="/u/bookings/")]
        return [Tell((booking.member.user_id,), said, url="/m/bookings/")] if booking.member else []

    return tells


# --- What follows ---------------------------------------------------------------------------------------------------------


def rivals_of(booking: Booking):
    """Other bookings of the same time that wait for the desk's word."""
    return (
        Booking.objects.touching(booking.room_id, booking.span).filter(state=BookingState.ASKED).exclude(pk=booking.pk)
    )


def _say_rivals(booking: Booking) -> str:
    rivals = [f"{rival.who}（{rival.when_in_words}）" for rival in rivals_of(booking)[:5]]
    return f"同一时段另有{len(rivals)}条申请，同意后不予通过：{'；'.join(rivals)}" if rivals else ""


def _refuse_rivals(rows: list[Booking], doing: Doing) -> None:
    """Whoever asked for the same time is told that it is gone, and what is still free."""
    for row in rows:
        rivals = rivals_of(row).select_related("room__venue", "member").select_for_update(of=("self",), no_key=True)
        for rival in rivals.order_by("pk"):
            rival.reason = f"这段时间已安排给其他团队。{alternatives_label(rival.room, rival.starts_at, rival.ends_at)}"
            follow(booking_acts, "give_way", [rival], reason=rival.reason, by=doing.by)


def _settle(booking: Booking, doing: Doing) -> None:
    """Nothing is offered any more, and whoever only the telephone tells is to be called."""
    booking.offered_until = None
    booking.untold_since = doing.at if booking.is_called else None


def _lapse(booking: Booking, doing: Doing) -> None:
    """A date of a series that went without a word is told; whoever waited or did not answer until it was over is not called."""
    _settle(booking, doing)
    if doing.was[booking.pk].state != BookingState.CONFIRMED:
        booking.untold_since = None


def _know(booking: Booking, doing: Doing) -> None:
    """They know by now: they were told, came, or said so themselves."""
    booking.offered_until = booking.untold_since = None


def _is_untold(booking: Booking) -> bool:
    return booking.untold_since is not None


def _offer_freed(rows: list[Booking], doing: Doing) -> None:
    for row in rows:
        offer_next(row)


def offer_next(freed: Booking) -> Booking | None:
    """The first on the wait list who fits into the time that became free: offered to them, for a while. One for each cancellation."""
    waiting = Booking.objects.touching(freed.room_id, freed.span).filter(
        state=BookingState.WAITING, starts_at__gt=timezone.now()
    )
    locked = waiting.select_related("room__venue__area", "member").select_for_update(of=("self",), no_key=True)
    for row in locked.order_by("entered_at", "pk"):
        if not Booking.objects.holding().touching(row.room_id, row.span).exists():
            try:
                follow(booking_acts, "offer", [row])
            except RuleBroken:  # somebody booked it meanwhile
                continue
            return row
    return None


def _offer(booking: Booking, doing: Doing) -> None:
    hours = DeadlineBook().number(VenueDeadline.OFFER, timezone.localdate(), booking.room.venue.area) or OFFER_HOURS
    booking.offered_until = min(doing.at + timedelta(hours=hours), booking.starts_at)
    booking.decided_at = doing.at


def _take_offer(booking: Booking, doing: Doing) -> None:
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


def _give_up(booking: Booking, doing: Doing) -> None:
    check_in_time(doing.was[booking.pk], doing.at)
    _know(booking, doing)


def _not_begun(rows: list[Booking], doing: Doing) -> dict[int, RuleBroken]:
    early = RuleBroken("too_early", "还没有到预约的时间", conflict=True)
    return {row.pk: early for row in rows if row.starts_at > doing.at}


def has_begun(booking: Booking) -> bool:
    return booking.starts_at <= timezone.now()


def checked_visitors(text: str) -> str:
    """A number of people as it was typed; raises RuleBroken."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_VISITORS):
        raise RuleBroken("visitors", "到场人数请填写大于0的整数", field="visitors")
    return text


def _attend(booking: Booking, doing: Doing) -> None:
    booking.visitors = int(doing.said["visitors"] or booking.people)
    _know(booking, doing)


def _is_to_keep(booking: Booking) -> bool:
    return bool(booking.series_id and booking.kept_at is None)


def _keep(booking: Booking, doing: Doing) -> None:
    booking.kept_at = doing.at


# --- The acts -------------------------------------------------------------------------------------------------------------


def _hold_rooms(doing: Doing, ids: Sequence[int]) -> None:
    hold_rooms(ids)


one = frozenset
TOLD = one({BookingState.CONFIRMED, BookingState.REFUSED, BookingState.CANCELLED, BookingState.LAPSED})
OPEN = one({BookingState.WAITING, BookingState.ASKED, BookingState.OFFERED, BookingState.CONFIRMED})
by_desk = partial(Act, permission=P.VENUE_MANAGE, first=_hold_rooms)
# Source: docs/rules.md, "Venues and bookings".
booking_acts = declare_acts(
    Acts(
        Booking,
        member="member",
        loads=("room__venue__area", "member"),
        called="预约",
        acts=(
            Act(
                "ask",
                "预约",
                "预约",
                one(),
                None,
                own=True,
                by_form=True,
                doer="居民、党员、单位",
                leads="已预约；须社区确认的待确认；已约满的可候补",
            ),
            by_desk("enter", "登记预约", "登记", one(), None, by_form=True, leads="已预约；现场来时已经开始的为已使用"),
            by_desk("plan", "安排长期使用", "安排", one(), None, by_form=True, leads="已预约"),
            by_desk(
                "approve",
                "同意",
                "同意",
                one({BookingState.ASKED}),
                BookingState.CONFIRMED,
                stamps=DECIDED,
                run=_settle,
                after=_refuse_rivals,
                meets=_say_rivals,
                tells=_to_booker("{what}已同意"),
                done="已同意，预约生效。",
                hint="同意后这段时间归这条预约；申请同一时段的其他预约不予通过，并收到可改约的时间；没有账号的列入“结果待告知”。",
                icon="check_circle",
                summary="同意预约",
                description="预约生效；申请同一时段的其他预约同时不予通过。时段已被占用的返回409。重复提交返回同一结果。",
            ),
            Act(
                "give_way",
                "让出",
                "不予通过",
                one({BookingState.ASKED}),
                BookingState.REFUSED,
                run=_settle,
                tells=_to_booker("{what}未通过，{reason}"),
            ),
            by_desk(
                "refuse",
                "不予通过",
                "不予通过",
                one({BookingState.ASKED}),
                BookingState.REFUSED,
                asks=(ask_reason("不予通过", column="reason"),),
                stamps=DECIDED,
                run=_settle,
                many=True,
                tells=_to_booker("{what}未通过，{reason}"),
                done="已不予通过，预约人会看到原因。",
                hint="预约人会看到原因；没有账号的列入“结果待告知”。",
                icon="block",
                summary="不予通过",
                description="写明原因，预约人可见。重复提交返回同一结果。",
            ),
            by_desk(
                "cancel",
                "取消预约",
                "取消",
                OPEN,
                BookingState.CANCELLED,
                asks=(ask_reason("取消", column="reason"),),
                stamps=DECIDED,
                run=_settle,
                after=_offer_freed,
                many=True,
                tells=_to_booker("{what}已取消，{reason}"),
                done="已取消，空出的时段会给候补的第一位。",
                hint="预约人会看到原因；没有账号的列入“结果待告知”。空出的时段会给候补的第一位。",
                icon="event_busy",
                summary="取消预约",
                description="由社区取消，写明原因，预约人可见；空出的时段给候补的第一位。重复提交返回同一结果。",
            ),
            Act(
                "give_up",
                "取消",
                "取消",
                OPEN,
                BookingState.CANCELLED,
                own=True,
                reach=own_bookings,
                first=_hold_rooms,
                run=_give_up,
                after=_offer_freed,
                summary="本人取消",
                description="预约人或预约单位取消，不需要理由；超过取消期限的返回409。重复提交返回同一结果。",
            ),
            by_desk(
                "attend",
                "登记到场",
                "登记",
                one({BookingState.CONFIRMED, BookingState.NO_SHOW}),
                BookingState.ATTENDED,
                asks=(
                    Ask(
                        "visitors",
                        "到场人数",
                        6,
                        is_optional=True,
                        check=checked_visitors,
                        told="到场人数，不填按预计人数",
                        help="不填按预计人数",
                    ),
                ),
                refuse=_not_begun,
                run=_attend,
                many=True,
                fits=has_begun,
                done="已登记到场。",
                hint="记为一批使用和到场人数。",
                icon="how_to_reg",
                summary="登记到场",
                description="记为一批使用；到场人数不填按预计人数。还没有开始的返回409。",
            ),
            by_desk(
                "no_show",
                "登记未到",
                "登记",
                one({BookingState.CONFIRMED}),
                BookingState.NO_SHOW,
                refuse=_not_begun,
                after=_offer_freed,
                many=True,
                undo=leave_as_it_was,
                fits=has_begun,
                done="已登记未到。",
                hint="没有来的登记未到；多次未到的一段时间内不能预约。",
                icon="person_off",
                summary="登记未到",
                description="没有来的登记未到；还没有开始的返回409。",
            ),
            Act("free", "自动放出", "放出", one({BookingState.CONFIRMED}), BookingState.NO_SHOW, after=_offer_freed),
            Act(
                "close_out",
                "随闭馆取消",
                "取消",
                OPEN,
                BookingState.CANCELLED,
                run=_settle,
                tells=_to_booker("{what}因闭馆取消，{reason}"),
            ),
            Act("wait", "候补", "候补", one(), BookingState.WAITING, own=True, by_form=True, doer="居民、党员、单位"),
            Act(
                "offer",
                "轮到候补",
                "轮到",
                one({BookingState.WAITING}),
                BookingState.OFFERED,
                run=_offer,
                tells=_to_booker("{what}空出来了，请在期限内接受"),
            ),
            Act(
                "take",
                "接受",
                "接受",
                one({BookingState.OFFERED}),
                BookingState.CONFIRMED,
                permission=P.VENUE_MANAGE,
                own=True,
                reach=own_bookings,
                first=_hold_rooms,
                run=_take_offer,
                done="已接受，预约生效。",
                hint="预约人在电话里说要的，由社区代为接受。",
                icon="event_available",
                summary="接受候补到的时段",
                description="在期限内接受，预约生效；过期的返回409。",
            ),
            Act(
                "lapse",
                "失效",
                "失效",
                OPEN,
                BookingState.LAPSED,
                run=_lapse,
                after=_offer_freed,
                tells=_to_booker("{what}已失效"),
            ),
            by_desk(
                "told",
                "登记已告知",
                "登记",
                TOLD,
                None,
                run=_know,
                many=True,
                fits=_is_untold,
                done="已登记，不再列为待告知。",
                hint="没有账号的预约人要打电话才知道结果；打过的登记已告知。",
                icon="phone_in_talk",
                summary="登记已告知",
                description="没有账号的预约人已经由社区电话告知结果。重复提交返回同一结果。",
            ),
            by_desk(
                "keep",
                "再次确认",
                "确认",
                one({BookingState.CONFIRMED}),
                None,
                run=_keep,
                many=True,
                final=True,
                fits=_is_to_keep,
                done="已再次确认，这一次照常使用。",
                hint="长期使用的每一次都要在使用前再次确认，没有确认的到期放出。",
                icon="event_available",
                summary="再次确认",
                description="长期使用的某一次照常使用；没有确认的到期放出。",
            ),
        ),
    )
)
