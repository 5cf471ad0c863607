"""Members as the record of looks knows them: found by the auditor, who reads no names."""

from orgtree.choices import Permission as P
from orgtree.declare import FoundPerson, PersonKind
from orgtree.looks.services.auditing import by_phone_or_name
from orgtree.looks.services.persons import person_key
from orgtree.text.rules.numbers import row_id
from orgtree.text.rules.phones import masked_name
from volunteers.members.models.member import Member

NUMBER = 8


def find_members(user, text: str, most: int) -> list[FoundPerson]:
    """Members in the auditor's areas by number, whole name, whole phone or its last four digits."""
    rows = _rows(user)
    if len(text) == NUMBER and (pk := row_id(text)) is not None:
        return [_found(row) for row in rows.with_number(pk)]
    # Whose account is closed is called 已注销 like all of them: such a one is found by number.
    return [_found(row) for row in by_phone_or_name(rows.filter(closed_at__isnull=True), text, "name")[:most]]


def get_member(user, pk: int) -> FoundPerson | None:
    row = _rows(user).filter(pk=pk).first()
    return _found(row) if row else None


def member_keys(member: Member) -> list[str]:
    """All keys under which the person stands in the record of looks."""
    account = [person_key("user", member.user_id)] if member.user_id else []
    # Looks at a file that became part of this one are looks at the same person.
    earlier = [person_key("member", pk) for pk in member.merged.values_list("pk", flat=True)]
    return [person_key("member", member.pk), *earlier, *account]


def _rows(user):
    return Member.objects.allowed(user, P.AUDIT_VIEW).select_related("area__parent__parent").order_by("pk")


def _found(row: Member) -> FoundPerson:
    name = row.name if row.closed_at else masked_name(row.name)
    return FoundPerson(tuple(member_keys(row)), name, f"党员编号{row.number}　{row.area.place_label}")


MEMBERS = PersonKind("member", "党员", Member, find_members, get_member)
