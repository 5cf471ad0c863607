"""What is measured of ballots: one voter's token and ballot among three hundred, whose box is written anew as a whole."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from assessments.ballots.models import Poll, PollClass, RollEntry
from assessments.ballots.rules.blind import SigningKey, sign_blinded
from assessments.ballots.services.polls import poll_acts
from assessments.ballots.services.roll import put_on_roll
from config.bench.timing import Ratio, side_by_side, undone
from config.voter import Voter
from orgtree.acts import make, perform_one
from orgtree.choices import AreaKind
from orgtree.models import Area

VOTERS, VOTED = 300, 150
SUBJECTS = 10
A_SECOND = 50  # ballots on two cores: the goal
CORES = 2


def issuing_and_casting() -> Iterator[Ratio]:
    """Issue and cast with keys of 2,048 bits, half of the box full, against the bare private operation that a signature takes.

    The voter's own side (blinding) is done before: it is their phone's work.
    """
    poll = open_poll(VOTERS)
    entries = list(RollEntry.objects.filter(poll=poll).order_by("pk"))
    for entry in entries[:VOTED]:
        Voter(entry).take().cast("b")
    voter = Voter(entries[VOTED])
    blinded = voter.blind()
    sheet = poll.sheets.get()
    key, message = SigningKey.read(sheet.signing_key), blinded[sheet.pk]
    yield side_by_side(
        f"issue and cast one ballot of {SUBJECTS} subjects among {VOTERS} voters",
        undone(lambda: voter.take().cast("a")),
        "bare private operation of the signature, checked",
        lambda: sign_blinded(key, message),
        rounds=50,
        most_seconds=CORES / A_SECOND,
    )


def open_poll(voters: int) -> Poll:
    """An open poll of one class over ten subjects."""
    area = Area.objects.filter(kind__in=(AreaKind.STREET, AreaKind.TOWN)).order_by("pk").first()
    said = {
        "title": "测速",
        "year": timezone.localdate().year,
        "closes_at": timezone.now() + timedelta(days=1),
        "base": "valid",
        "takes_texts": True,
        "has_keepers": False,
        "subject_lines": "\n".join(f"第{number}社区" for number in range(1, SUBJECTS + 1)),
        "class_lines": "居民代表，100，5，1/2",
    }
    poll = make(poll_acts, "prepare", area=area, by=None, **said).row
    voter_class = PollClass.objects.get(poll=poll)
    for number in range(voters):
        put_on_roll(poll=poll, name=f"测速{number}", about="", user=None, voter_class=voter_class, subject=None)
    return perform_one(poll_acts, "open", pk=poll.pk, by=None)
