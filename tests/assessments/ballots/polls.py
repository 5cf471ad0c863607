"""Polls for tests: prepared and opened by the services, voted by a voter's side in Python."""

import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from hashlib import sha384

from Crypto.Math.Numbers import Integer
from django.utils import timezone

from assessments.ballots.models import Poll, PollClass, PollSheet, RollEntry
from assessments.ballots.rules import blind
from assessments.ballots.rules.blind import EXPONENT, SALT
from assessments.ballots.services import casting, freezing
from assessments.ballots.services.issuing import issue
from assessments.ballots.services.polls import poll_acts
from assessments.ballots.services.roll import put_on_roll
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


@dataclass
class Voter:
    """The voter's side: blinds, takes the blinding away, keeps tokens and versions."""

    entry: RollEntry
    tokens: dict[int, bytes] = field(default_factory=dict)
    inverses: dict[int, int] = field(default_factory=dict)
    blinded: dict[int, bytes] = field(default_factory=dict)
    signatures: dict[int, bytes] = field(default_factory=dict)
    version: str = field(default_factory=lambda: secrets.token_hex(16))

    def blind(self) -> dict[int, bytes]:
        for sheet in PollSheet.objects.filter(tokens__entry=self.entry):
            modulus = int(sheet.modulus, 16)
            size = (modulus.bit_length() + 7) // 8
            token = secrets.token_bytes(64)
            factor = secrets.randbelow(modulus - 2) + 2
            message = int.from_bytes(encode(token, modulus.bit_length() - 1)) * pow(factor, EXPONENT, modulus) % modulus
            self.tokens[sheet.pk], self.blinded[sheet.pk] = token, message.to_bytes(size)
            self.inverses[sheet.pk] = int(Integer(factor).inverse(Integer(modulus)))
        return self.blinded

    def take(self) -> "Voter":
        self.finish(issue(self.entry, self.blinded or self.blind()))
        return self

    def finish(self, signed: dict[int, bytes]) -> None:
        for pk, signature in signed.items():
            modulus = int(PollSheet.objects.get(pk=pk).modulus, 16)
            number = int.from_bytes(signature) * self.inverses[pk] % modulus
            self.signatures[pk] = number.to_bytes((modulus.bit_length() + 7) // 8)

    def ballots(self, choice="a", texts=None, **more) -> list[casting.Cast]:
        told = []
        for pk, token in self.tokens.items():
            subjects = casting.subjects_of(PollSheet.objects.select_related("poll").get(pk=pk))
            choices = {one: choice if isinstance(choice, str) else choice.get(one, "") for one in subjects}
            words = {one: text for one, text in (texts or {}).items() if one in subjects}
            told.append(casting.Cast(pk, token, self.signatures[pk], self.version, choices, words, **more))
        return told

    def cast(self, choice="a", texts=None, **more) -> list[tuple[str, str]]:
        return [casting.cast_ballot(ballot) for ballot in self.ballots(choice, texts, **more)]


def encode(token: bytes, bits: int) -> bytes:
    """EMSA-PSS-ENCODE with SHA-384 (RFC 8017, 9.1.1)."""
    length, salt = -(-bits // 8), secrets.token_bytes(SALT)
    digest = sha384(bytes(8) + sha384(token).digest() + salt).digest()
    block = bytes(length - SALT - 48 - 2) + b"\1" + salt
    mask = b"".join(sha384(digest + number.to_bytes(4)).digest() for number in range(-(-len(block) // 48)))
    masked = bytearray(one ^ other for one, other in zip(block, mask, strict=False))
    masked[0] &= 0xFF >> (8 * length - bits)
    return bytes(masked) + digest + b"\xbc"


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
