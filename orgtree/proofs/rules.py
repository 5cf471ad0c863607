"""The tree of one root, the way of a paper through it, and what is signed. Pure. Source: docs/rules.md, "Proofs of papers".

As in RFC 9162 (2.1), with the first half of SHA-512 as its hash: that is the one which the small verifier in the browser brings along.
"""

from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256, sha512

FORM = "1"
TITLE = "党建引领基层治理 凭据摘要"
GENESIS = "0" * 64
SALT = 16  # bytes, so that nobody guesses one paper from another's proof
HASH = 32
# Papers under one root: nine steps at most, so that the proof fits into a QR code that a phone reads off paper (version 20).
AT_MOST = 512
NAME_CODE = 8  # bytes
NAME_LINE = "姓名核对码"
SHORTEST_WORDS = 12


def hashed(mark: bytes, *parts: bytes) -> bytes:
    """Leaves, nodes and names are marked apart, so that none passes for another."""
    return sha512(mark + b"".join(parts)).digest()[:HASH]


def leaf_of(salt: bytes, said: str) -> bytes:
    """What stands for one paper in the tree."""
    return hashed(b"\0", salt, said.encode())


def name_code(salt: bytes, name: str) -> str:
    """What ties a name to the paper without telling it: whoever reads the name on the paper computes the same."""
    return hashed(b"\2", salt, name.strip().encode())[:NAME_CODE].hex()


def _split(size: int) -> int:
    """The largest power of two below the size."""
    return 1 << (size - 1).bit_length() - 1


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The digest over all leaves in their order; there is at least one."""
    if len(leaves) == 1:
        return leaves[0]
    middle = _split(len(leaves))
    return hashed(b"\1", root_of(leaves[:middle]), root_of(leaves[middle:]))


def path_of(leaves: Sequence[bytes], position: int) -> list[bytes]:
    """The digests beside the way from this leaf up, the lowest first."""
    if len(leaves) == 1:
        return []
    middle = _split(len(leaves))
    if position < middle:
        return [*path_of(leaves[:middle], position), root_of(leaves[middle:])]
    return [*path_of(leaves[middle:], position - middle), root_of(leaves[:middle])]


def climb(leaf: bytes, position: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root to which the way leads; None where it is too long or too short for a tree of this size."""
    here, last, reached = position, size - 1, leaf
    for beside in path:
        if last == 0:
            return None
        if here & 1 or here == last:
            reached = hashed(b"\1", beside, reached)
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            reached = hashed(b"\1", reached, beside)
        here, last = here >> 1, last >> 1
    return reached if last == 0 and 0 <= position < size else None


def said_of(title: str, lines: Sequence[tuple[str, str]], salt: bytes, name: str) -> str:
    """What the paper says as one text: its kind, a line for each thing printed, and the code of the name in the name's place."""
    told = [f"{label}：{value}" for label, value in lines]
    if name:
        told.append(f"{NAME_LINE}：{name_code(salt, name)}")
    return "\n".join((title, *told))


@dataclass(frozen=True)
class Proof:
    """What the QR code carries besides the address: where the paper stands, its salt, the way up, and what it says."""

    number: str
    position: int
    salt: bytes
    path: tuple[bytes, ...]
    said: str

    def __str__(self) -> str:
        way = written(self.salt + b"".join(self.path))
        return ".".join((FORM, self.number, str(self.position), way, written(self.said.encode())))


def written(content: bytes) -> str:
    """Bytes as they stand in an address."""
    return urlsafe_b64encode(content).rstrip(b"=").decode()


# --- What is signed ---------------------------------------------------------------------------------------------------------


def statement(*, number: str, place: str, size: int, digest: str, previous: str) -> str:
    """What the platform signs of a root: which, of what place, over how many papers, and the one before it."""
    return "\n".join((TITLE, number, place, str(size), digest, previous))


def cosigned(text: str) -> str:
    """What the second office signs: never the same text as the platform."""
    return f"副署\n{text}"


def after(text: str) -> str:
    """How the next root names the one before it."""
    return sha256(text.encode()).hexdigest()
