"""Polls for tests: prepared and opened by the services, voted by a voter's side in Python."""

from datetime import timedelta
from functools import cache

from django.utils import timezone

from assessments.ballots.models import Poll, PollClass, RollEntry
from assessments.ballots.rules import blind
from assessments.ballots.services import freezing
from assessments.ballots.services.polls import poll_acts
from assessments.ballots.services.roll import put_on_roll
from config.voter import Voter
from orgtree.acts import make, perform_one
from orgtree.models import User

CLASSES = "街道领导班子，60，3，2/3\n居民代表，40，3，1/2"
OPTIONS = ("a", "b", "c", "d")


@cache
def _keys() -> list:
    """Small keys, made once: what is tested of them does not hang on their length."""
    return [blind.new_key(1024) for _ in range(12)]


def cheap_keys(monkeypatch) -> None:
    """Take keys from a few made once, each time in another order, so that a freeze costs nothing."""
    order = iter(range(10**6))
    monkeypatch.setattr(freezing, "new_key", lambda: _keys()[next(order) % len(_keys())])


def prepared(town, *, by=None, subjects="东园社区\n西园社区", classes=CLASSES, **said) -> Poll:
    """A poll of 城关街道 in preparation."""
    fields = {
        "area": town.street, "title": "社区书记述职评议", "year": 2026, "closes_at": timezone.now() + timedelta(days=3),
        "base": "valid", "takes_texts": True, "has_keepers": False, "subject_lines": subjects, "class_lines": classes,
    }  # fmt: skip
    return make(poll_acts, "prepare", by=by or town.street_secretary, **fields | said).row


def enrol(poll: Poll, number: int, label: str = "街道领导班子", *, subject=None, start: int = 0) -> list[RollEntry]:
    """So many voters of the class with accounts of their own."""
    voter_class = PollClass.objects.get(poll=poll, label=label)
    entries = []
    for place in range(start, start + number):
        user = User.objects.create(account=f"voter{poll.pk}x{voter_class.pk}x{place}", name=f"投票人{place}")
        said = {"name": user.name, "about": f"单位{voter_class.pk}-{place}", "user": user}
        entries.append(put_on_roll(poll=poll, voter_class=voter_class, subject=subject, **said))
    return entries


def act(poll: Poll, key: str, by, **said) -> Poll:
    return perform_one(poll_acts, key, pk=poll.pk, by=by, **said)


def voted(poll: Poll, choices: str = "aaab", *, label: str = "街道领导班子") -> list[Voter]:
    """Voters of the class, one for each letter, who have voted so for all."""
    entries = RollEntry.objects.filter(poll=poll, rights__voter_class__label=label).order_by("pk")
    voters = [Voter(entry).take() for entry, _ in zip(entries, choices, strict=False)]
    for voter, choice in zip(voters, choices, strict=True):
        voter.cast("" if choice == "-" else choice)
    return voters


def opened(town, numbers=(4, 4), **said) -> Poll:
    """An open poll with so many voters of each class."""
    poll = prepared(town, **said)
    for label, number in zip(("街道领导班子", "居民代表"), numbers, strict=True):
        enrol(poll, number, label)
    return act(poll, "open", town.street_secretary)


def counted(town, poll: Poll) -> Poll:
    act(poll, "close", town.street_secretary, note="")
    return act(poll, "count", town.street_secretary)
