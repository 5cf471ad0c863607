"""Numbers, check codes and digests of what is handed out on paper. Source: docs/rules.md, "Papers"."""

import hashlib
import json
import re
import secrets
from typing import Any

# Without letters and digits that are taken for each other when read aloud or copied by hand: 0 O 1 I L.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 10  # 31^10, about 8 × 10^14: not to be found by trying
DIGEST_CODE_LENGTH = 16  # hexadecimal digits: 64 bits


def street_start(*, year: int, community_code: str) -> str:
    """How the numbers of a street in a year begin: YYYY-街道码-, e.g. 2026-410305001-."""
    return f"{year}-{community_code[:9]}-"


def numbered(start: str, serial: int) -> str:
    """The number with this serial, counted from 1: four digits, more where they are needed."""
    return f"{start}{serial:04d}"


def new_code() -> str:
    """A code that stands on the paper beside its number: whoever has both has seen it."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def written_code(text: str) -> str:
    """A code as a person types it, in the one written form."""
    return "".join(text.upper().split()).replace("-", "")


def digest_of(content: Any, *, spaced: bool = False) -> str:
    """SHA-256 in hexadecimal of the content as JSON, written the same way whatever the order of its keys.

    `spaced`: with blanks behind commas, as the first certificates were digested.
    """
    separators = None if spaced else (",", ":")
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=separators)
    return hashlib.sha256(text.encode()).hexdigest()


def code_from(digest: str) -> str:
    """The part of a digest that is printed and typed as a code: ABCD-EF01-2345-6789."""
    code = digest[:DIGEST_CODE_LENGTH].upper()
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def is_code_from(digest: str, text: str) -> bool:
    """Whether `text`, as a person typed it, is the code from this digest, or more of the digest than that."""
    typed = re.sub(r"[^0-9a-f]", "", text.lower())[:64]
    return len(typed) >= DIGEST_CODE_LENGTH and secrets.compare_digest(digest[: len(typed)], typed)
