"""Chinese names as people search them on a keyboard: full pinyin and initials."""

import re
from functools import lru_cache

KEEP = re.compile(r"[^a-z0-9]")


@lru_cache(maxsize=100_000)  # a national import meets each common name many times
def pinyin_forms(name: str) -> tuple[str, str]:
    """(full pinyin, initials) of `name`, lower case, letters and digits only: 长安路 → (changanlu, cal)."""
    # Half a second to import, and only writers need it.
    from pypinyin import lazy_pinyin

    # Characters without a reading come back one by one, so that the first letter of each piece is the initial.
    pieces = lazy_pinyin(name, errors=list)  # type: ignore[arg-type]  # the stub leaves lists out
    full, initials = "".join(pieces), "".join(piece[0] for piece in pieces)
    return KEEP.sub("", full.lower())[:240], KEEP.sub("", initials.lower())[:60]
