"""Which column of a sheet is read as which field: by its heading, as the office told us before, or by what is most like it.

A layout is the set of an office's headings. What was chosen for one is remembered by its print, so that the same sheet with
other rows, or with its columns in another order, asks nobody again.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from orgtree.sheets.lines import COUNTER, heading_key

ROW_NUMBER, REASON, WAY_ON = "原行号", "错误原因", "怎么改"  # the columns that our sheets of refused rows add
OURS = frozenset({ROW_NUMBER, REASON, WAY_ON})
NEEDED_LIKE, LIKE = 0.6, 0.8  # the least likeness at which a column is offered for a required field, and for another
NEVER = ("身份证", "证件")  # headings that are offered for nothing
Names = Mapping[str, str]  # heading key -> field name, "" for a column that is not read


class How(StrEnum):
    """How a column got its field."""

    HEADING = "heading"
    CHOSEN = "chosen"
    KEPT = "kept"
    LIKE = "like"
    NOT_READ = ""


@dataclass(frozen=True)
class Mapped:
    """One column: its heading as written, what it is known by, the field it is read as ("": none), and how that came."""

    heading: str
    key: str
    name: str
    how: How


@dataclass(frozen=True)
class Arranged:
    """What people have told about columns: `chosen` for this file, `remembered(print)` for its layout."""

    chosen: Names
    remembered: Callable[[str], Names]


UNARRANGED = Arranged({}, lambda print_: {})


def known_headings(form_class) -> dict[str, str]:
    """Heading key -> field name, aliases included."""
    names = {}
    for name, form_field in form_class.base_fields.items():
        for heading in (form_field.label, *form_class.aliases.get(name, ())):
            names[heading_key(heading)] = name
    return names


def print_of(headings: Iterable[str]) -> str:
    """What two sheets of one layout have in common, whatever stands in them and in which order; 64 characters."""
    keys = {heading_key(heading) for heading in headings} - COUNTER - OURS - {""}
    return hashlib.sha256("\n".join(sorted(keys)).encode()).hexdigest()


def map_columns(headings: list[str], form_class, arranged: Arranged = UNARRANGED) -> list[Mapped]:
    """A `Mapped` for each column, in their order: what was chosen, else remembered, else what its heading says, else what it is most like."""
    known, kept = known_headings(form_class), arranged.remembered(print_of(headings))
    keys = [heading_key(heading) for heading in headings]
    mapped = []
    for heading, key in zip(headings, keys, strict=True):
        for how, names in ((How.CHOSEN, arranged.chosen), (How.KEPT, kept), (How.HEADING, known)):
            if key and key in names:
                mapped.append(Mapped(heading, key, names[key], how if names[key] else How.NOT_READ))
                break
        else:
            mapped.append(Mapped(heading, key, "", How.NOT_READ))
    told = {*arranged.chosen, *kept}
    likest = _likest([one.key for one in mapped if not one.name and one.key not in told], mapped, form_class)
    return [_offered(one, likest) for one in mapped]


def _offered(one: Mapped, likest: dict[str, str]) -> Mapped:
    return Mapped(one.heading, one.key, likest[one.key], How.LIKE) if not one.name and one.key in likest else one


def _likest(keys: list[str], mapped: list[Mapped], form_class) -> dict[str, str]:
    """Heading key -> the field it is most like, each field once, the likest pair first."""
    taken = {one.name for one in mapped if one.name}
    free = {name for name in form_class.base_fields if name not in taken | form_class.carried}
    needed = set(form_class.missing_columns(taken))
    pairs = sorted(
        ((likeness_of(key, known), key, name) for key in {*keys} for known, name in known_headings(form_class).items()),
        reverse=True,
    )
    found: dict[str, str] = {}
    for likeness, key, name in pairs:
        is_like = likeness > (NEEDED_LIKE if name in needed else LIKE)
        if is_like and name in free and key not in found and keys.count(key) == 1:
            found[key] = name
            free.discard(name)
    return found


def likeness_of(heading: str, known: str) -> float:
    """From 0 to 1: how like two heading keys are; one within the other counts for more than its letters."""
    if not heading or heading in COUNTER | OURS or any(word in heading for word in NEVER):
        return 0
    if len(known) > 1 and known in heading:
        return 0.6 + 0.4 * len(known) / len(heading)
    return SequenceMatcher(None, heading, known, autojunk=False).ratio()
