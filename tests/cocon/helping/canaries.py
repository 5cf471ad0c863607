"""A pair of the planted unit in the community and what it gave; the planted unit as a social organisation and a session."""

from datetime import timedelta

from cocon.models import Contribution, Engagement, HelpGiven, HelpingPair, SocialService
from tests.canary import CANARY

NAMES = ("捐助", "打算", "走访", "服务内容", "引进")


def plant(ground) -> list:
    east, staff, now = ground.town.east, ground.staff, ground.now
    since = now.date() - timedelta(days=30)
    pair = HelpingPair.objects.create(
        area=east,
        unit=ground.unit,
        need="living",
        plan=f"{CANARY}打算",
        since=since,
        entered_by=staff,
        entered_at=now,
    )
    given = HelpGiven.objects.create(
        pair=pair, kind="goods", day=now.date(), fen=88_800, words=f"{CANARY}走访", by=staff, at=now
    )
    contribution = Contribution.objects.create(
        area=east, unit=ground.unit, kind="money", day=now.date(), fen=77_700, words=f"{CANARY}捐助", by=staff, at=now
    )
    engagement = Engagement.objects.create(
        area=east, organisation=ground.unit, purpose=f"{CANARY}引进", since=since, entered_by=staff, entered_at=now
    )
    service = SocialService.objects.create(
        engagement=engagement,
        kind="group",
        title=f"{CANARY}服务内容",
        day=now.date(),
        hours=2,
        heads=9,
        by=staff,
        at=now,
    )
    return [pair, given, contribution, engagement, service]
