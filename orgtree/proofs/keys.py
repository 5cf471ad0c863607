"""The two keys below a root: one follows from the installation's secret, one from words that only the second office knows."""

import hashlib
from functools import cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"orgtree.proofs: Ed25519 key of the installation"
COST = {"n": 2**14, "r": 8, "p": 1, "dklen": 32}  # 16 MB, about a twentieth of a second a try


@cache
def installation_key() -> Ed25519PrivateKey:
    """The platform's own. BLIND_INDEX_KEY is never replaced, so neither is this one."""
    seed = HKDF(hashes.SHA256(), 32, salt=None, info=PURPOSE).derive(settings.BLIND_INDEX_KEY)
    return Ed25519PrivateKey.from_private_bytes(seed)


def key_from(words: str, salt: str) -> Ed25519PrivateKey:
    """The office's: made of its words and a salt that is kept; the words are not."""
    seed = hashlib.scrypt(words.encode(), salt=bytes.fromhex(salt), **COST)
    return Ed25519PrivateKey.from_private_bytes(seed)


def public_of(key: Ed25519PrivateKey) -> str:
    """The public half in hexadecimal."""
    return key.public_key().public_bytes_raw().hex()


def sign(key: Ed25519PrivateKey, text: str) -> str:
    return key.sign(text.encode()).hex()


def is_signed(public: str, signature: str, text: str) -> bool:
    """Whether the text carries this signature of this key."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(signature), text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True
