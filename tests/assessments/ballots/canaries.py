"""A poll that is rehearsed in 东园社区, with a voter, a keeper, paper, sums and what was written."""

from datetime import timedelta

from assessments.ballots.models import (
    Keeper,
    PaperBatch,
    PaperCount,
    Poll,
    PollClass,
    PollFigure,
    PollSheet,
    PollSubject,
    PollTally,
    PollText,
    RollEntry,
    RollRight,
    RollToken,
)
from tests.canary import CANARY

NAMES = ("投票", "书记", "班子", "投票人", "评语")
PERSONAL = ("投票人",)


def plant(ground) -> list:
    poll = Poll.objects.create(
        area=ground.town.east, number="TP0000-900", title=f"{CANARY}投票", year=2026, state="rehearsal",
        closes_at=ground.now + timedelta(days=3),
    )  # fmt: skip
    subject = PollSubject.objects.create(poll=poll, position=1, name=f"{CANARY}书记")
    voter_class = PollClass.objects.create(poll=poll, position=1, code="c1", label=f"{CANARY}班子", weight=100)
    sheet = PollSheet.objects.create(poll=poll, voter_class=voter_class, entitled=1, modulus="c1")
    entry = RollEntry.objects.create(poll=poll, name=f"{CANARY}投票人", about="居民代表", user=ground.member.user)
    right = RollRight.objects.create(entry=entry, voter_class=voter_class)
    batch = PaperBatch.objects.create(poll=poll, sheet=sheet, number=f"{CANARY}批")
    about = {"poll": poll, "subject": subject}
    return [
        poll,
        subject,
        voter_class,
        sheet,
        entry,
        right,
        batch,
        RollToken.objects.create(entry=entry, sheet=sheet),
        PaperCount.objects.create(batch=batch, by=ground.staff, ballots=1, spoiled=0),
        Keeper.objects.create(poll=poll, user=ground.staff, share=f"{CANARY}保管码"),
        PollTally.objects.create(**about, voter_class=voter_class, counts={"a": 3}, valid=3, abstained=0, spoiled=0),
        PollFigure.objects.create(voter_class=voter_class, entitled=1),
        PollText.objects.create(**about, text=f"{CANARY}评语"),
    ]
