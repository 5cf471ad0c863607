"""Marks that stand for something else: invisible characters, 同上 for the value above, 无 for nothing, #N/A for a fault."""

import re
import unicodedata

DITTO = frozenset({"同上", "同前", "上同", "〃", '"', "″", "''", "′′", "”", "“", "“”", "々"})
NONE = re.compile(r"[无無]|没有|暂无|[/\\]+|[-_—–―─−]+|N/?A|NONE", re.IGNORECASE)
FAULT = re.compile(r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|BUSY!|GETTING_DATA|FIELD!|UNKNOWN!)")


def without_marks(text: str) -> str:
    """`text` without characters of class Cf (zero-width, direction, byte order): they are never meant."""
    if text.isprintable():  # has none, as nearly every text of a sheet: asked at once, not letter by letter
        return text
    return "".join(letter for letter in text if unicodedata.category(letter) != "Cf")


def narrow(text: str) -> str:
    """`text` in the form in which it is read: NFKC, nothing invisible, no outer blanks."""
    return without_marks(unicodedata.normalize("NFKC", text)).strip()


def is_ditto(text: str) -> bool:
    """Whether a cell says "as above": 同上, 〃 and the quotation marks that stand for it."""
    return without_marks(text).replace(" ", "").strip("（）()") in DITTO


def is_none(text: str) -> bool:
    """Whether a cell says that there is nothing: 无, 暂无, —, /; an empty cell says nothing at all."""
    return NONE.fullmatch(narrow(text)) is not None


def fault_in(text: str) -> str | None:
    """The fault that a spreadsheet program put in place of a value (#N/A, #REF!), None for none."""
    found = FAULT.fullmatch(text.strip().upper())
    return found and found[0]
