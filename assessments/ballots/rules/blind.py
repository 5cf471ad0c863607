"""Blind signatures: RSABSSA-SHA384-PSS-Randomized of RFC 9474, the server's side of it.

The voter's page makes a token and blinds it, the server signs without seeing it, the page takes the blinding away: nobody can tell
which voter a signed token was given to. Nothing else is done with these keys. The four official vectors are tests.
"""

from dataclasses import dataclass

from Crypto.PublicKey import RSA
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from orgtree.errors import RuleBroken

BITS = 2048
EXPONENT = 65537
SALT = 48  # bytes, as SHA-384 gives
TOKEN_BYTES = 64  # 32 at random in front, by which the message is "Randomized", and 32 of the token


@dataclass(frozen=True)
class SigningKey:
    """A key of one sheet of one poll. As text it is what is kept, sealed, until the poll closes."""

    modulus: int
    exponent: int
    private: int
    first: int
    second: int

    def __str__(self) -> str:
        return ":".join(f"{number:x}" for number in vars(self).values())

    @classmethod
    def read(cls, text: str) -> "SigningKey":
        return cls(*(int(part, 16) for part in text.split(":")))

    @property
    def size(self) -> int:
        """Bytes of a signature."""
        return (self.modulus.bit_length() + 7) // 8


def new_key(bits: int = BITS) -> SigningKey:
    """A fresh key; a twentieth of a second."""
    made = rsa.generate_private_key(EXPONENT, bits).private_numbers()
    return SigningKey(made.public_numbers.n, EXPONENT, made.d, made.p, made.q)


def sign_blinded(key: SigningKey, blinded: bytes) -> bytes:
    """The signature of a blinded message, checked before it leaves. Raises RuleBroken at `blinded` for what is none.

    The private operation is blinded against timing by the package; a faulty result would give the key away, so s^e = m is asked.
    """
    message = int.from_bytes(blinded)
    if len(blinded) != key.size or not 1 < message < key.modulus - 1:
        raise RuleBroken("blinded", "选票请求不完整，请刷新页面后重试", field="blinded")
    numbers = (key.modulus, key.exponent, key.private, key.first, key.second)
    private = RSA.construct(numbers, consistency_check=False)
    signature = bytes(private._decrypt_to_bytes(message))  # type: ignore[no-untyped-call]
    if pow(int.from_bytes(signature), key.exponent, key.modulus) != message:
        raise ArithmeticError("a signature that does not verify must not leave")
    return signature.rjust(key.size, b"\0")


def is_signed(modulus: int, token: bytes, signature: bytes, exponent: int = EXPONENT) -> bool:
    """Whether the token carries the signature of the sheet whose modulus this is."""
    scheme = padding.PSS(padding.MGF1(hashes.SHA384()), SALT)
    try:
        rsa.RSAPublicNumbers(exponent, modulus).public_key().verify(signature, token, scheme, hashes.SHA384())
    except InvalidSignature:
        return False
    return True


def sign_text(key: SigningKey, text: str) -> bytes:
    """The ordinary signature of a text, by the same scheme: for the result, with a key of its own."""
    halves = (rsa.rsa_crt_dmp1(key.private, key.first), rsa.rsa_crt_dmq1(key.private, key.second))
    numbers = rsa.RSAPrivateNumbers(
        key.first,
        key.second,
        key.private,
        *halves,
        rsa.rsa_crt_iqmp(key.first, key.second),
        rsa.RSAPublicNumbers(key.exponent, key.modulus),
    )
    scheme = padding.PSS(padding.MGF1(hashes.SHA384()), SALT)
    return numbers.private_key().sign(text.encode(), scheme, hashes.SHA384())
