"""Units' liaisons as the record of looks knows them: people who are no members and have no account."""

from django.db.models import Q

from orgtree.choices import Permission as P
from orgtree.declare import FoundPerson, PersonKind
from orgtree.looks.services.auditing import with_phone
from orgtree.looks.services.persons import person_key
from orgtree.text.rules.phones import masked_name
from volunteers.members.models.unit_report_in import UnitReportIn


def find_liaisons(user, text: str, most: int) -> list[FoundPerson]:
    """Liaisons in the auditor's areas by whole name, whole phone or its last four digits."""
    rows = _rows(user)
    named = rows.filter(Q(liaison=text) | Q(head=text))
    return [_found(row) for row in (*named[:most], *with_phone(rows, text))][:most]


def get_liaison(user, pk: int) -> FoundPerson | None:
    row = _rows(user).filter(pk=pk).first()
    return _found(row) if row else None


def _rows(user):
    return UnitReportIn.objects.allowed(user, P.AUDIT_VIEW).select_related("unit", "community").order_by("pk")


def _found(row: UnitReportIn) -> FoundPerson:
    key = person_key("liaison", row.pk)
    return FoundPerson((key,), masked_name(row.liaison), f"{row.unit}在{row.community}的联络员　单位报到编号{row.pk}")


LIAISONS = PersonKind("liaison", "单位联络员", None, find_liaisons, get_liaison, phone_of=UnitReportIn)
