"""Staff of grids as the record of looks knows them."""

from grids.staff.models import StaffTerm
from orgtree.choices import Permission as P
from orgtree.declare import FoundPerson, PersonKind
from orgtree.looks.services.auditing import with_phone
from orgtree.looks.services.persons import person_key
from orgtree.text.rules.phones import masked_name


def find_staff(user, text: str, most: int) -> list[FoundPerson]:
    """Those in the auditor's areas by whole name, whole phone or its last four digits."""
    rows = _rows(user)
    named = (*rows.filter(account=None, holder=text)[:most], *rows.filter(account__name=text)[:most])
    return [_found(row) for row in (*named, *with_phone(rows, text))][:most]


def get_staff(user, pk: int) -> FoundPerson | None:
    row = _rows(user).filter(pk=pk).first()
    return _found(row) if row else None


def _rows(user):
    return StaffTerm.objects.allowed(user, P.AUDIT_VIEW).select_related("area", "account").order_by("pk")


def _found(row: StaffTerm) -> FoundPerson:
    key = person_key("grid_staff", row.pk)
    return FoundPerson((key,), masked_name(row.name), f"{row}　编号{row.pk}")


STAFF = PersonKind("grid_staff", "网格力量", StaffTerm, find_staff, get_staff)
