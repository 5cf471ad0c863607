"""When two files of members are probably of one person, and what speaks for it: reasons in words, no score.

Source: docs/rules.md, "One person twice". A name alone says nothing: in a street there are many of each.
"""

from dataclasses import dataclass

from orgtree.text.rules.written.names import same_name
from volunteers.members.rules.unit_names import normal_unit_name


@dataclass(frozen=True)
class Traits:
    """What is compared of a person; "" or None where it is not known."""

    name: str
    unit_name: str = ""
    unit: int | None = None
    community: int | None = None
    residence: str = ""
    phone: str = ""


def reasons_for(one: Traits, other: Traits) -> list[str]:
    """What speaks for one person, in words; empty where they are probably two."""
    if not same_name(one.name, other.name):
        return []
    unit = _same_unit(one, other)
    residence = bool(one.residence) and same_name(one.residence, other.residence)
    community = one.community is not None and one.community == other.community
    near = is_slip(one.phone, other.phone)
    without_phone = not (one.phone and other.phone)
    if not (unit or residence or near or (community and without_phone)):
        return []
    said = (
        ("姓名相同", True),
        ("工作单位相同", unit),
        ("在同一社区", community),
        ("居住小区相同", residence),
        ("手机号只差一位或两位颠倒", near),
        ("有一人未留手机号", without_phone),
    )
    return [words for words, holds in said if holds]


def _same_unit(one: Traits, other: Traits) -> bool:
    if one.unit and one.unit == other.unit:
        return True
    return bool(one.unit_name) and normal_unit_name(one.unit_name) == normal_unit_name(other.unit_name)


def is_slip(one: str, other: str) -> bool:
    """Whether two numbers differ as by a slip of the pen: in one digit, or in two neighbours that changed places."""
    if not one or len(one) != len(other) or one == other:
        return False
    places = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(places) == 1:
        return True
    first, last = places[0], places[-1]
    return len(places) == 2 and last == first + 1 and one[first] == other[last] and one[last] == other[first]
