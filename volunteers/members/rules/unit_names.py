"""When two written names are one unit's name: width, case, blanks and punctuation do not count."""

import re
import unicodedata

NOT_COUNTED = re.compile(r"[\s\W_]+")


def normal_unit_name(text: str) -> str:
    """`示例市 第一中学（本部）` and `示例市第一中学(本部)` come out alike; never shortened, so that no other unit is meant."""
    return NOT_COUNTED.sub("", unicodedata.normalize("NFKC", text)).casefold()
