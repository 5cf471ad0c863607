"""The desk's search for members. Things are found by the finders of their nouns."""

from collections.abc import Iterator

from orgtree.choices import Permission as P
from orgtree.declare import Finder, Found, registry
from orgtree.desk.finding import page_of
from orgtree.people.models.people import phone_index
from orgtree.text.rules.numbers import row_id
from orgtree.text.rules.pinyin import pinyin_forms
from volunteers.members.models.member import Member
from volunteers.members.services.audited import member_keys

# Numbers are stored encrypted and names without pinyin: both are read one by one, in reach of a community or a street.
MOST_READ = 5_000
TAIL, NUMBER, PHONE = 4, 8, 11


def find_members(user, text: str, most: int) -> list[Found]:
    """By name, pinyin or its initials, number, whole phone, or its last four digits."""
    people = Member.objects.allowed(user, P.MEMBER_VIEW).select_related("area__parent__parent").order_by("pk")
    return [
        Found(
            f"{member.name}（{member.number}）",
            f"{member.area.place_label} · {member.unit_name}",
            page_of(member),
            tuple(member_keys(member)),
        )
        for member in _members(people, text, most)
    ]


def _members(people, text: str, most: int) -> list[Member]:
    digits = text.replace(" ", "").replace("-", "")
    if not digits.isascii():
        return list(people.filter(name__icontains=text)[:most])
    if not digits.isdigit():
        return _read(people, most, lambda member: _sounds_like(member.name, digits.lower()))
    if len(digits) == TAIL:
        return _read(people, most, lambda member: member.phone.endswith(digits))
    if len(digits) == NUMBER:
        return list(people.with_number(row_id(digits))) if row_id(digits) is not None else []
    return list(people.filter(phone_hash=_hash(digits))) if len(digits) == PHONE else []


def _hash(phone: str) -> str | None:
    try:
        return phone_index(phone)
    except ValueError:
        return ""


def _sounds_like(name: str, letters: str) -> bool:
    return any(form.startswith(letters) for form in pinyin_forms(name))


def _read(people, most: int, fits) -> list[Member]:
    """Those that fit, read one by one; none where somebody's reach is wider than that can be done for."""
    if people[MOST_READ : MOST_READ + 1].exists():
        return []
    return list(_first(fits, people, most))


def _first(fits, people, most: int) -> Iterator[Member]:
    for member in people.iterator(chunk_size=500):
        if most and fits(member):
            most -= 1
            yield member


registry.add_finders([Finder("members", "党员", P.MEMBER_VIEW, find_members, names_people=True)])
