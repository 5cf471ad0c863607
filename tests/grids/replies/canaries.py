"""A reply of the community, and that it was used."""

from grids.models import Reply, ReplyUse
from grids.replies.choices import ReplyKind
from tests.canary import CANARY

NAMES = ("口径",)


def plant(ground) -> list:
    today = ground.now.date()
    reply = Reply.objects.create(
        area=ground.town.east,
        kind=ReplyKind.POLICY,
        title=f"{CANARY}口径",
        wording=CANARY,
        source=CANARY,
        valid_from=today,
        valid_until=today,
        entered_by=ground.staff,
        entered_at=ground.now,
    )
    used = {"area": ground.town.east, "used_by": ground.staff, "used_at": ground.now}
    return [reply, ReplyUse.objects.create(reply=reply, noun="grids.reply", row_id=reply.pk, **used)]
