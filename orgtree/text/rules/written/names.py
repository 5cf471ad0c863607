"""Names of persons, groups and places: equal however they were typed, and shown as they were.

张 三, 张　三 and 张三 are one name: blanks between Han letters are layout. 阿依·古丽 is one name under every middle dot.
"""

import re
import unicodedata
from functools import lru_cache

from orgtree.text.rules.written.marks import without_marks

HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
LAYOUT = re.compile(rf"(?<=[{HAN}])\s+(?=[{HAN}])")
DOTS = "·•・‧∙●⋅・·᛫ꞏ᭼᛫◦․"
DOT_BETWEEN = re.compile(rf"(?<=[{HAN}])\s*[{re.escape(DOTS)}.．。｡]\s*(?=[{HAN}])")
BLANKS = re.compile(r"\s+")


def shown_name(text: str) -> str:
    """The name as it is kept and shown: as typed, without invisible marks, outer blanks and blanks of layout."""
    return LAYOUT.sub("", BLANKS.sub(" ", without_marks(text)).strip())


@lru_cache(maxsize=4096)  # a sheet compares each of its names several times, and names few units and estates
def name_key(text: str) -> str:
    """What all writings of one name have in common; for comparing, never for showing."""
    kept = DOT_BETWEEN.sub("·", shown_name(text))
    plain = unicodedata.normalize("NFKC", kept)
    return LAYOUT.sub("", DOT_BETWEEN.sub("·", plain)).casefold()


def same_value(stored: object, wanted: object) -> bool:
    """Whether a cell changes nothing of what is stored: texts are compared as names, all else as it is."""
    if isinstance(stored, str) and isinstance(wanted, str):
        return same_name(stored, wanted)
    return stored == wanted


def same_name(one: str, other: str) -> bool:
    """Whether two writings are of one name."""
    return name_key(one) == name_key(other)
