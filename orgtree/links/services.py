"""What a signed address says, and whether it still holds. Source: docs/rules.md, "Links"."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

from django.core import signing

from orgtree.declare import DuplicateDeclaration

SEPARATOR = "~"  # stands in addresses as it is, and in no value that is signed


class Expired(Exception):
    """The signature is good, and its time is over."""


@dataclass(frozen=True)
class _Purpose:
    """What is signed for one purpose opens nothing else: `purpose` is the salt, and no two kinds share one."""

    purpose: str
    lasts: timedelta | None = None
    known: ClassVar[set[str]] = set()

    def __post_init__(self):
        if self.purpose in self.known:
            raise DuplicateDeclaration(self.purpose)
        self.known.add(self.purpose)


@dataclass(frozen=True)
class Link(_Purpose):
    """A kind of address that is sent out or printed: one text, signed. With `lasts` it holds so long, else for ever.

    A link that shall end otherwise says a version that the row keeps too.
    """

    def token(self, value: Any) -> str:
        """`value` as text with a signature; safe in an address."""
        return self._signer().sign(str(value))

    def value(self, token: str) -> str | None:
        """What was signed; None for anything else, and for what holds no more."""
        try:
            if self.lasts:
                return self._signer().unsign(token, max_age=self.lasts)
            return self._signer().unsign(token)
        except signing.BadSignature:
            return None

    def key(self, token: str) -> int | None:
        """The key of a row that was signed; None for anything else."""
        value = self.value(token) or ""
        return int(value) if value.isascii() and value.isdigit() and len(value) <= 18 else None

    def _signer(self) -> Any:
        kind = signing.TimestampSigner if self.lasts else signing.Signer
        return kind(salt=self.purpose, sep=SEPARATOR)


@dataclass(frozen=True)
class Ticket(_Purpose):
    """A slip that a page gives to whom it shows a button: a few plain values, signed, for a while."""

    lasts: timedelta = timedelta(minutes=10)

    def issue(self, *values: Any) -> str:
        return signing.dumps(values, salt=self.purpose, compress=True)

    def read(self, ticket: str) -> list | None:
        """The values; None for what was never issued. Raises Expired."""
        try:
            return signing.loads(ticket, salt=self.purpose, max_age=self.lasts)
        except signing.SignatureExpired as error:
            raise Expired from error
        except signing.BadSignature:
            return None
