"""From notices to what goes out: planned once, taken before it is sent, together or by itself, never twice."""

import logging
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from orgtree.choices import DeliveryState
from orgtree.declare import registry
from orgtree.declare.notices import OTHER, NoticeKind
from orgtree.notices.channels.adapters import Channel, Message, NotSent, channels_on
from orgtree.notices.models.channels import ContactAddress, Delivery, UnwantedNotice
from orgtree.notices.models.notices import Notice
from orgtree.notices.rules import Hours, read_hours

log = logging.getLogger(__name__)

LOOKED_BACK = timedelta(days=1)
MOST_AT_ONCE = 500
MOST_ATTEMPTS = 3
RETRY_AFTER = timedelta(minutes=5)
LINES = 20  # of one day's message; the rest is a number


def hours() -> Hours:
    return read_hours(settings.NOTICE_QUIET_HOURS, settings.NOTICE_DIGEST_AT)


def kind_of(notice: Notice) -> NoticeKind:
    """The declared kind of a notice, by what its key begins with."""
    prefix = notice.key.partition(":")[0]
    return next((kind for kind in registry.notice_kinds.values() if prefix in kind.prefixes), OTHER)


def send_notices() -> int:
    """Plan what is new and send what is due; how many went out."""
    on = channels_on()
    if not on:
        return 0
    plan_deliveries(on)
    return sum(send_due(kind, channel) for kind, channel in on.items())


@transaction.atomic
def plan_deliveries(kinds: Iterable[str]) -> int:
    """Give every unread notice of the last day its sending by each channel where its reader has an address and wants it."""
    now, times = timezone.now(), hours()
    addresses = defaultdict(list)
    for user, channel in ContactAddress.objects.filter(channel__in=list(kinds)).values_list("user", "channel"):
        addresses[user].append(channel)
    notices = Notice.objects.unread().filter(
        created_at__gt=now - LOOKED_BACK, user__in=list(addresses), user__is_active=True
    )
    unwanted = set(UnwantedNotice.objects.filter(user__in=list(addresses)).values_list("user", "kind"))
    planned = []
    for notice in notices.order_by("pk"):
        kind = kind_of(notice)
        if kind.optional and (notice.user_id, kind.key) in unwanted:
            continue
        at = times.next_for(timezone.localtime(now), urgent=kind.urgent)
        planned += [
            Delivery(notice=notice, channel=channel, is_urgent=kind.urgent, not_before=at)
            for channel in addresses[notice.user_id]
        ]
    before = Delivery.objects.count()
    Delivery.objects.bulk_create(planned, ignore_conflicts=True, batch_size=MOST_AT_ONCE)
    return Delivery.objects.count() - before


def send_due(kind: str, channel: Channel) -> int:
    """Send what is due by one channel; how many notices went out.

    Each is taken in a transaction of its own first, so that of two workers one has it, and one that dies while it sends
    leaves it 已取出: perhaps sent, and never sent again.
    """
    sent, now = 0, timezone.now()
    if hours().is_quiet(timezone.localtime(now).time()):
        return 0
    while taken := _take(kind, now):
        try:
            channel.send(_messages(taken))
        except NotSent:
            log.warning("%s took nothing of %s notices", kind, len(taken))
            _give_back(taken, now)
            break
        except Exception:
            log.exception("%s failed with %s notices, which are not sent again", kind, len(taken))
            _mark(taken, state=DeliveryState.UNSURE)
            break
        _mark(taken, state=DeliveryState.SENT, sent_at=timezone.now())
        sent += len(taken)
    return sent


@transaction.atomic
def _take(kind: str, now: datetime) -> list[Delivery]:
    """The next ones, taken; those that have been read meanwhile, or whose reader is gone, are left out for good."""
    waiting = Delivery.objects.select_for_update(of=("self",), skip_locked=True).select_related("notice")
    due = list(
        waiting.filter(channel=kind, state=DeliveryState.WAITING, not_before__lte=now).order_by("pk")[:MOST_AT_ONCE]
    )
    reached = {
        address.user_id: address.address
        for address in ContactAddress.objects.filter(
            channel=kind, user__in={one.notice.user_id for one in due}, user__is_active=True
        )
    }
    taken = []
    for one in due:
        one.address = reached.get(one.notice.user_id)
        if one.notice.read_at is None and one.address:
            taken.append(one)
    Delivery.objects.filter(pk__in={one.pk for one in due} - {one.pk for one in taken}).update(
        state=DeliveryState.DROPPED
    )
    Delivery.objects.filter(pk__in=[one.pk for one in taken]).update(state=DeliveryState.TAKEN, taken_at=now)
    return taken


def _messages(taken: list[Delivery]) -> list[Message]:
    """Urgent ones by themselves, the others of one reader together."""
    messages, together = [], defaultdict(list)
    for one in taken:
        if one.is_urgent:
            messages.append(Message(one.address, one.notice.title, one.notice.text or one.notice.title))
        else:
            together[one.address].append(one.notice)
    for address, notices in together.items():
        lines = [notice.title for notice in notices[:LINES]]
        if len(notices) > LINES:
            lines.append(f"另有{len(notices) - LINES}条，请登录平台查看")
        messages.append(Message(address, f"您有{len(notices)}条通知", "\n".join(lines)))
    return messages


def _mark(taken: list[Delivery], **changes) -> None:
    Delivery.objects.filter(pk__in=[one.pk for one in taken]).update(**changes)


def _give_back(taken: list[Delivery], now: datetime) -> None:
    """Try again later those that surely did not leave, a few times."""
    for one in taken:
        attempts = one.attempts + 1
        state = DeliveryState.WAITING if attempts < MOST_ATTEMPTS else DeliveryState.FAILED
        _mark([one], state=state, attempts=attempts, taken_at=None, not_before=now + RETRY_AFTER)
