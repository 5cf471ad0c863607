"""People who told of a case, as the record of looks knows them: the platform keeps how to address and call them, and nothing else."""

from grids.cases.models import Report
from grids.cases.services.reports import asker_key
from orgtree.choices import Permission as P
from orgtree.declare import FoundPerson, PersonKind
from orgtree.looks.services.auditing import with_phone


def find_askers(user, text: str, most: int) -> list[FoundPerson]:
    """The reports in the auditor's areas whose phone is this, or ends with these four digits."""
    return [_found(row) for row in with_phone(_rows(user), text)][:most]


def get_asker(user, pk: int) -> FoundPerson | None:
    row = _rows(user).filter(pk=pk).first()
    return _found(row) if row else None


def _rows(user):
    return Report.objects.allowed(user, P.AUDIT_VIEW).select_related("case__area").order_by("pk")


def _found(report: Report) -> FoundPerson:
    return FoundPerson((asker_key(report),), "网格事项诉求人", f"网格事项{report.case.number}　{report.case.area}")


ASKERS = PersonKind("asker", "网格事项诉求人", None, find_askers, get_asker, phone_of=Report)
