"""Contacts of units as the record of looks knows them: people who are no members and have no account."""

from cocon.units.models import UnitContact
from orgtree.choices import Permission as P
from orgtree.declare import FoundPerson, PersonKind
from orgtree.looks.services.auditing import with_phone
from orgtree.looks.services.persons import person_key
from orgtree.text.rules.phones import masked_name


def find_contacts(user, text: str, most: int) -> list[FoundPerson]:
    """Contacts in the auditor's areas by whole name, whole phone or its last four digits."""
    rows = _rows(user)
    return [_found(row) for row in (*rows.filter(name=text)[:most], *with_phone(rows, text))][:most]


def get_contact(user, pk: int) -> FoundPerson | None:
    row = _rows(user).filter(pk=pk).first()
    return _found(row) if row else None


def _rows(user):
    return UnitContact.objects.allowed(user, P.AUDIT_VIEW).select_related("unit").order_by("pk")


def _found(row: UnitContact) -> FoundPerson:
    key = person_key("unit_contact", row.pk)
    return FoundPerson((key,), masked_name(row.name), f"{row.unit}的{row.get_role_display()}　编号{row.pk}")


CONTACTS = PersonKind("unit_contact", "单位联系人", UnitContact, find_contacts, get_contact)
