"""The five who keep a share of the tally key: each takes theirs once, three give them after the close."""

from django.db import transaction
from django.utils import timezone

from assessments.ballots.choices import PollState
from assessments.ballots.models import Keeper, Poll
from assessments.ballots.rules.sealing import ENOUGH, join_shares, public_of, read_share
from orgtree.errors import RuleBroken, not_found


def kept_by(user):
    """The shares of this person in polls that are not counted."""
    return Keeper.objects.filter(user=user.pk).exclude(poll__state=PollState.COUNTED).select_related("poll")


def _hold(pk: int, by) -> Keeper:
    keeper = Keeper.objects.select_for_update(of=("self",), no_key=True).filter(pk=pk, user=by.pk).first()
    if keeper is None:
        raise not_found("保管码")
    return keeper


@transaction.atomic
def take_share(*, pk: int, by) -> str:
    """The share, told once: what the platform had of it is gone. Raises RuleBroken."""
    keeper = _hold(pk, by)
    if keeper.taken_at:
        raise RuleBroken("taken", "保管码已领取，只显示一次；遗失请告知考核办重新指定保管人", conflict=True)
    share, keeper.share, keeper.taken_at = keeper.share, "", timezone.now()
    keeper.save(update_fields=["share", "taken_at"])
    return share


@transaction.atomic
def give_share(*, pk: int, share: str, by) -> Keeper:
    """The keeper, having given what they wrote down, which waits sealed until three are there. Raises RuleBroken at `share`."""
    keeper = _hold(pk, by)
    if Poll.objects.get(pk=keeper.poll_id).state != PollState.CLOSED:
        raise RuleBroken("not_closed", "投票截止后才能交保管码", field="share", conflict=True)
    index, _ = read_share(share)
    keeper.given, keeper.given_at = share, timezone.now()
    others = given_shares(keeper.poll_id, but=keeper.pk)
    if any(read_share(one)[0] == index for one in others):
        raise RuleBroken("share", "这份保管码已有人交过", field="share")
    keeper.save(update_fields=["given", "given_at"])
    return keeper


def given_shares(poll_id: int, but: int | None = None) -> list[str]:
    rows = Keeper.objects.filter(poll=poll_id, given_at__isnull=False).exclude(pk=but)
    return [keeper.given for keeper in rows.order_by("pk")]


def secret_of(poll: Poll) -> bytes:
    """What opens the ballots of a closed poll. Raises RuleBroken while too few shares are there, or they do not fit."""
    if not poll.has_keepers:
        return bytes.fromhex(poll.secret)
    shares = given_shares(poll.pk)
    if len(shares) < ENOUGH:
        raise RuleBroken("shares", f"已交{len(shares)}份保管码，满{ENOUGH}份才能计票", conflict=True)
    secret = join_shares(map(read_share, shares[:ENOUGH]))
    if public_of(secret) != poll.tally_public:
        raise RuleBroken("shares", "保管码合起来不能开箱，请保管人核对后重新交", conflict=True)
    return secret
