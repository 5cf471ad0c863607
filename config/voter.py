"""A voter's side of blind signatures in Python, for the demo, the bench and the tests; people have theirs in static/js/ballot.js."""

import secrets
from dataclasses import dataclass, field
from hashlib import sha384

from assessments.ballots.models import PollSheet, RollEntry
from assessments.ballots.rules.blind import EXPONENT, SALT, TOKEN_BYTES
from assessments.ballots.services import casting
from assessments.ballots.services.issuing import issue


@dataclass
class Voter:
    """Blinds, takes the blinding away, keeps tokens, signatures and the version by sheet."""

    entry: RollEntry
    tokens: dict[int, bytes] = field(default_factory=dict)
    inverses: dict[int, int] = field(default_factory=dict)
    blinded: dict[int, bytes] = field(default_factory=dict)
    signatures: dict[int, bytes] = field(default_factory=dict)
    version: str = field(default_factory=lambda: secrets.token_hex(16))

    def blind(self) -> dict[int, bytes]:
        """{sheet: blinded message} for all sheets of the person."""
        for sheet in PollSheet.objects.filter(tokens__entry=self.entry):
            modulus = int(sheet.modulus, 16)
            token, factor = secrets.token_bytes(TOKEN_BYTES), secrets.randbelow(modulus - 2) + 2
            message = int.from_bytes(encode(token, modulus.bit_length() - 1)) * pow(factor, EXPONENT, modulus) % modulus
            self.tokens[sheet.pk], self.inverses[sheet.pk] = token, pow(factor, -1, modulus)
            self.blinded[sheet.pk] = message.to_bytes(_size(modulus))
        return self.blinded

    def take(self) -> "Voter":
        """Have the tokens signed."""
        self.finish(issue(self.entry, self.blinded or self.blind()))
        return self

    def finish(self, signed: dict[int, bytes]) -> None:
        """Take the blinding from what was signed."""
        for pk, signature in signed.items():
            modulus = int(PollSheet.objects.get(pk=pk).modulus, 16)
            self.signatures[pk] = (int.from_bytes(signature) * self.inverses[pk] % modulus).to_bytes(_size(modulus))

    def ballots(self, choice: str | dict[int, str] = "a", texts: dict[int, str] | None = None, **more) -> list:
        """What is cast: the same choice for all subjects, or one for each."""
        told = []
        for pk, token in self.tokens.items():
            subjects = casting.subjects_of(PollSheet.objects.select_related("poll").get(pk=pk))
            choices = {one: choice if isinstance(choice, str) else choice.get(one, "") for one in subjects}
            words = {one: text for one, text in (texts or {}).items() if one in subjects}
            told.append(casting.Cast(pk, token, self.signatures[pk], self.version, choices, words, **more))
        return told

    def cast(self, choice: str | dict[int, str] = "a", texts: dict[int, str] | None = None, **more) -> list:
        """[(what became of it, fingerprint)] of each sheet."""
        return [casting.cast_ballot(ballot) for ballot in self.ballots(choice, texts, **more)]


def _size(modulus: int) -> int:
    return (modulus.bit_length() + 7) // 8


def encode(token: bytes, bits: int) -> bytes:
    """EMSA-PSS-ENCODE with SHA-384 (RFC 8017, 9.1.1)."""
    length, salt = -(-bits // 8), secrets.token_bytes(SALT)
    digest = sha384(bytes(8) + sha384(token).digest() + salt).digest()
    block = bytes(length - SALT - 48 - 2) + b"\1" + salt
    mask = b"".join(sha384(digest + number.to_bytes(4)).digest() for number in range(-(-len(block) // 48)))
    masked = bytearray(one ^ other for one, other in zip(block, mask, strict=False))
    masked[0] &= 0xFF >> (8 * length - bits)
    return bytes(masked) + digest + b"\xbc"
