"""Chinese names as people search them on a keyboard: full pinyin and initials."""

import re

KEEP = re.compile(r"[^a-z0-9]")


def pinyin_forms(name: str) -> tuple[str, str]:
    """(full pinyin, initials) of `name`, lower case, letters and digits only: 长安路 → (changanlu, cal)."""
    # Half a second to import, and only writers need it.
    from pypinyin import Style, lazy_pinyin

    full = lazy_pinyin(name)
    first = lazy_pinyin(name, style=Style.FIRST_LETTER)
    return KEEP.sub("", "".join(full).lower())[:240], KEEP.sub("", "".join(first).lower())[:60]
