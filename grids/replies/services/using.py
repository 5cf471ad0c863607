"""A reply is used in answering something, as long as its days are not over, and each use is counted."""

from django.db import transaction
from django.db.models import Count, Model
from django.utils import timezone

from grids.replies.models import Reply, ReplyUse
from orgtree.errors import RuleBroken, not_found


@transaction.atomic
def use_reply(*, reply_id: int, area, row: Model, by) -> str:
    """The words of the reply, for an answer about `row` in `area`; used again for the same row it counts once.

    Raises RuleBroken at `reply` for one that is kept elsewhere, or may not be used today.
    """
    reply = Reply.objects.holding_at(area).filter(pk=reply_id).first()
    if reply is None:
        raise not_found("口径", field="reply")
    now = timezone.now()
    standing = reply.standing_on(timezone.localdate(now))
    if standing != "可用":
        raise RuleBroken(
            "reply_not_usable",
            f"口径“{reply.title}”{standing}（有效期至{reply.valid_until}），不能使用；请更新后再用",
            field="reply",
            conflict=True,
        )
    ReplyUse.objects.get_or_create(
        reply=reply,
        noun=row._meta.label_lower,
        row_id=row.pk,
        defaults={"area": area, "used_by": by, "used_at": now},
    )
    return reply.wording


def count_uses(replies: list[Reply]) -> None:
    """Set `times_used` on each."""
    counted = ReplyUse.objects.filter(reply__in=replies).values_list("reply").annotate(Count("pk")).order_by()
    times = dict(counted)
    for reply in replies:
        reply.times_used = times.get(reply.pk, 0)
