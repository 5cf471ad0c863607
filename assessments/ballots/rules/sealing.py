"""What hides ballots until they are counted: a choice sealed for the tally key, all of a sheet in one sealed box, the key in shares.

A box is written anew as a whole with each ballot, as long as before: neither the table nor the database's log tells which ballot
came when. Source: docs/decisions, "Ballots that nobody can open".
"""

import json
import os
from base64 import b32decode, b32encode, b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from Crypto.Protocol.SecretSharing import Shamir
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from orgtree.errors import RuleBroken

SECRET = 16  # bytes of the secret that shares are of
NONCE = 12
KEEPERS, ENOUGH = 5, 3
ROOM = 16 * 1024  # bytes: the length of a box is a multiple, so that it tells little
AROUND = NONCE + 16  # bytes that sealing adds to a box
ENTRY = 900  # bytes that a ballot takes in its box, for the room that a box begins with


# --- The tally key --------------------------------------------------------------------------------------------------------


def new_secret() -> bytes:
    """What opens all ballots of a poll."""
    return os.urandom(SECRET)


def tally_key(secret: bytes) -> X25519PrivateKey:
    """The private key that follows from the secret."""
    return X25519PrivateKey.from_private_bytes(_derived(secret, b"tally"))


def public_of(secret: bytes) -> str:
    """What ballots are sealed with, as text; it opens nothing."""
    return b64encode(tally_key(secret).public_key().public_bytes_raw()).decode()


def _derived(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=None, info=b"ballots:" + purpose).derive(secret)


def seal(public: str, content: bytes) -> bytes:
    """The content as only the tally key opens it; what seals it is thrown away at once."""
    passing = X25519PrivateKey.generate()
    shared = passing.exchange(X25519PublicKey.from_public_bytes(b64decode(public)))
    return passing.public_key().public_bytes_raw() + AESGCM(_derived(shared, b"seal")).encrypt(
        bytes(NONCE), content, None
    )


def unseal(secret: bytes, sealed: bytes) -> bytes:
    """The content. Raises InvalidTag with another secret, or where a byte was altered."""
    shared = tally_key(secret).exchange(X25519PublicKey.from_public_bytes(sealed[:32]))
    return AESGCM(_derived(shared, b"seal")).decrypt(bytes(NONCE), sealed[32:], None)


# --- Shares ---------------------------------------------------------------------------------------------------------------


def split_secret(secret: bytes) -> list[str]:
    """A share for each of five keepers, as they write it down; any three give the secret back, two nothing."""
    return [_as_written(index, share) for index, share in Shamir.split(ENOUGH, KEEPERS, secret)]


def _as_written(index: int, share: bytes) -> str:
    """Number, share and four letters that catch a slip of the pen: 1-ABCD-…"""
    body = bytes([index]) + share
    letters = b32encode(body + sha256(body).digest()[:3]).decode()
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def read_share(text: str) -> tuple[int, bytes]:
    """The number and the share; raises RuleBroken at `share` for a slip of the pen."""
    letters = "".join(text.split()).replace("-", "").upper()
    wrong = RuleBroken("share", "保管码不正确，请对照抄写的内容再输入一次", field="share")
    try:
        body = b32decode(letters)
    except ValueError as error:
        raise wrong from error
    body, check = body[:-3], body[-3:]
    if len(body) != SECRET + 1 or sha256(body).digest()[:3] != check:
        raise wrong
    return body[0], body[1:]


def join_shares(shares: Iterable[tuple[int, bytes]]) -> bytes:
    """What the shares give; the secret only from three right ones."""
    return Shamir.combine(list(shares))


# --- The box of a sheet ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Held:
    """A ballot in its box: the token with its signature, which version of it this is, what was chosen as only the tally key opens it."""

    token: bytes
    signature: bytes
    version: str
    sealed: bytes


def fingerprint(token: bytes) -> str:
    """32 letters by which the voter knows the ballot again, on a list that shows no choice."""
    return sha256(token).hexdigest()[:32]


def new_box_key() -> str:
    return b64encode(AESGCM.generate_key(256)).decode()


def close_box(key: str, ballots: dict[str, Held], room: int) -> bytes:
    """All ballots of a sheet, in the order of their fingerprints, in one piece of at least `room` bytes."""
    told = {
        mark: [*map(_text, (one.token, one.signature)), one.version, _text(one.sealed)] for mark, one in ballots.items()
    }
    packed = json.dumps(told, sort_keys=True, separators=(",", ":")).encode()
    whole = max(room, -(-len(packed) // ROOM) * ROOM)
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(b64decode(key)).encrypt(nonce, packed.ljust(whole), None)


def room_of(contents: bytes) -> int:
    """The room of a closed box, so that it stays as long."""
    return len(contents) - AROUND


def open_box(key: str, contents: bytes) -> dict[str, Held]:
    """{fingerprint: ballot}. Raises InvalidTag where a byte was altered."""
    packed = AESGCM(b64decode(key)).decrypt(contents[:NONCE], contents[NONCE:], None)
    told = json.loads(packed)
    return {
        mark: Held(b64decode(token), b64decode(signature), version, b64decode(sealed))
        for mark, (token, signature, version, sealed) in told.items()
    }


def room_for(voters: int) -> int:
    """Bytes that a box for so many begins with, so that it need not grow."""
    return -(-max(voters, 1) * ENTRY // ROOM) * ROOM


def _text(raw: bytes) -> str:
    return b64encode(raw).decode()


__all__ = [
    "ENOUGH",
    "KEEPERS",
    "Held",
    "InvalidTag",
    "close_box",
    "fingerprint",
    "join_shares",
    "new_box_key",
    "new_secret",
    "open_box",
    "public_of",
    "read_share",
    "room_for",
    "room_of",
    "seal",
    "split_secret",
    "tally_key",
    "unseal",
]
