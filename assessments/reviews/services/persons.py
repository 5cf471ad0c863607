"""Members on rolls as the record of looks knows them. Names are sealed, so they are opened one by one, within the auditor's areas."""

from assessments.reviews.models import Reviewed
from orgtree.choices import Permission as P
from orgtree.declare import FoundPerson, PersonKind
from orgtree.looks.services.persons import person_key
from orgtree.text.rules.phones import masked_name


def find_reviewed(user, text: str, most: int) -> list[FoundPerson]:
    """Those in the auditor's areas by whole name."""
    found = (row for row in _rows(user).iterator(2_000) if row.name == text)
    return [_found(row) for _, row in zip(range(most), found, strict=False)]


def get_reviewed(user, pk: int) -> FoundPerson | None:
    row = _rows(user).filter(pk=pk).first()
    return _found(row) if row else None


def _rows(user):
    rows = Reviewed.objects.allowed(user, P.AUDIT_VIEW).select_related("review__branch")
    return rows.order_by("pk")


def _found(row: Reviewed) -> FoundPerson:
    return FoundPerson((person_key("reviewed", row.pk),), masked_name(row.name), f"{row}　编号{row.pk}")


REVIEWED = PersonKind("reviewed", "评议名册", Reviewed, find_reviewed, get_reviewed)
