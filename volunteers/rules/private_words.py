"""Free text that tells who somebody is or where they live.

Source: 个人信息保护法 Art. 5–6 (no more than what the purpose needs).
"""

import re
import unicodedata

# Seven digits in a row, blanks and dashes between them or not: a phone, an ID, a bank card; never a quantity.
LONG_NUMBER = re.compile(r"\d(?:[\s\-—_.]?\d){6,}")
# 302室, 2单元501: one flat. Unlike `rules.residence`, 120户 is a number of households here.
FLAT = re.compile(r"\d+\s*室|(单元|层|楼)\s*\d{3,4}(?!\d|\s*[号栋幢座楼])")


def names_somebody(text: str) -> bool:
    """Whether the text holds what reads as a phone, an ID number or a flat: 13800000000, 4103…, 3单元502."""
    kept = unicodedata.normalize("NFKC", text)
    return LONG_NUMBER.search(kept) is not None or FLAT.search(kept) is not None
