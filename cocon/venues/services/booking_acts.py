"""What may be done to a booking, and who moves in when one gives up a time."""

from functools import partial

from django.utils import timezone

from cocon.venues.choices import BookingState
from cocon.venues.models.bookings import Booking
from cocon.venues.services import booking_changes as changes
from cocon.venues.services.free_times import alternatives_label
from orgtree.acts import Act, Acts, Ask, Doing, ask_reason, declare_acts, follow, leave_as_it_was
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken

SHOWN_RIVALS = 5
DECIDED = ("decided_by", "decided_at")


# --- What follows ---------------------------------------------------------------------------------------------------------


def rivals_of(booking: Booking):
    """Other bookings of the same time that wait for the desk's word."""
    return (
        Booking.objects.touching(booking.room_id, booking.span).filter(state=BookingState.ASKED).exclude(pk=booking.pk)
    )


def _say_rivals(booking: Booking) -> str:
    rivals = [f"{rival.who}（{rival.when_in_words}）" for rival in rivals_of(booking)]
    if not rivals:
        return ""
    more = "等" if len(rivals) > SHOWN_RIVALS else ""
    return f"同一时段另有{len(rivals)}条申请，同意后不予通过：{'；'.join(rivals[:SHOWN_RIVALS])}{more}"


def _refuse_rivals(rows: list[Booking], doing: Doing) -> None:
    """Whoever asked for the same time is told that it is gone, and what is still free."""
    for row in rows:
        rivals = rivals_of(row).select_related("room__venue", "member").select_for_update(of=("self",), no_key=True)
        for rival in rivals.order_by("pk"):
            rival.reason = f"这段时间已安排给其他团队。{alternatives_label(rival.room, rival.starts_at, rival.ends_at)}"
            follow(booking_acts, "give_way", [rival], reason=rival.reason, by=doing.by)


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


# --- The acts -------------------------------------------------------------------------------------------------------------

one = frozenset
TOLD = one({BookingState.CONFIRMED, BookingState.REFUSED, BookingState.CANCELLED, BookingState.LAPSED})
OPEN = one({BookingState.WAITING, BookingState.ASKED, BookingState.OFFERED, BookingState.CONFIRMED})
by_desk = partial(Act, permission=P.VENUE_MANAGE, first=changes.hold_first)
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
                run=changes.settle,
                after=_refuse_rivals,
                meets=_say_rivals,
                tells=changes.tell_booker("{what}已同意"),
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
                run=changes.settle,
                tells=changes.tell_booker("{what}未通过"),
            ),
            by_desk(
                "refuse",
                "不予通过",
                "不予通过",
                one({BookingState.ASKED}),
                BookingState.REFUSED,
                asks=(ask_reason("不予通过", column="reason"),),
                stamps=DECIDED,
                run=changes.settle,
                many=True,
                tells=changes.tell_booker("{what}未通过"),
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
                run=changes.settle,
                after=_offer_freed,
                many=True,
                tells=changes.tell_booker("{what}已取消"),
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
                reach=changes.own_bookings,
                first=changes.hold_first,
                run=changes.give_up,
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
                        check=changes.checked_visitors,
                        told="到场人数，不填按预计人数",
                        help="不填按预计人数",
                    ),
                ),
                refuse=changes.refuse_early,
                run=changes.attend,
                many=True,
                fits=changes.has_begun,
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
                refuse=changes.refuse_early,
                after=_offer_freed,
                many=True,
                undo=leave_as_it_was,
                fits=changes.has_begun,
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
                run=changes.settle,
                tells=changes.tell_booker("{what}因闭馆取消"),
            ),
            Act("wait", "候补", "候补", one(), BookingState.WAITING, own=True, by_form=True, doer="居民、党员、单位"),
            Act(
                "offer",
                "轮到候补",
                "轮到",
                one({BookingState.WAITING}),
                BookingState.OFFERED,
                run=changes.offer,
                tells=changes.tell_booker("{what}空出来了，请在期限内接受"),
            ),
            Act(
                "take",
                "接受",
                "接受",
                one({BookingState.OFFERED}),
                BookingState.CONFIRMED,
                permission=P.VENUE_MANAGE,
                own=True,
                reach=changes.own_bookings,
                first=changes.hold_first,
                run=changes.take_offer,
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
                run=changes.lapse,
                after=_offer_freed,
                tells=changes.tell_booker("{what}已失效"),
            ),
            by_desk(
                "told",
                "登记已告知",
                "登记",
                TOLD,
                None,
                run=changes.know,
                many=True,
                final=True,
                fits=changes.is_untold,
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
                run=changes.keep,
                many=True,
                final=True,
                fits=changes.is_to_keep,
                done="已再次确认，这一次照常使用。",
                hint="长期使用的每一次都要在使用前再次确认，没有确认的到期放出。",
                icon="event_available",
                summary="再次确认",
                description="长期使用的某一次照常使用；没有确认的到期放出。",
            ),
        ),
    )
)
