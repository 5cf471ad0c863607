"""What somebody without an account holds of their telling: a number and a code, or the address that both lead to."""

from django.urls import reverse

from grids.cases.choices import CaseState
from grids.cases.models import Case, Report
from grids.doors.rules import TOLD, code_from, digits_of
from orgtree.links import Link
from orgtree.text.crypto import blind_index

FOLLOWED = Link("case-followed")


def report_of(token: str) -> Report | None:
    """The report that an address stands for; None for an address that is none."""
    pk = FOLLOWED.key(token)
    return _rows().filter(pk=pk).first() if pk else None


def report_by_key(pk: int) -> Report:
    """The same, as it stands now."""
    return _rows().get(pk=pk)


def page_of(report: Report) -> str:
    """Where it is followed, answered and rated."""
    return reverse("case-followed", args=[FOLLOWED.token(report.pk)])


def code_of(report: Report) -> str:
    """The code of the report, which is kept nowhere: eight digits that only the platform's key makes."""
    return code_from(blind_index(f"{report.pk}", purpose="case-followed"))


def find_report(number: str, code: str) -> Report | None:
    """The report of the case of this number whose code it is; None for anything else, whatever is wrong with it."""
    wanted = digits_of(code)
    rows = _rows().filter(first_case__number=digits_of(number)).order_by("pk")
    return next((row for row in rows if digits_of(code_of(row)) == wanted), None)


def state_told(report: Report) -> str:
    """What the asker is told of how far it is."""
    return TOLD[report.case.state]


def holder_told(case: Case) -> str:
    """Who has it: the unit that leads, or the level itself."""
    if case.state in (CaseState.NOT_OURS, CaseState.WITHDRAWN):
        return ""
    if case.lead:
        return f"转由{case.lead.name}办理"
    area = case.area
    names = {"L1": area.name, "L2": area.name, "L3": "街道办事处", "L4": "区治理中心"}
    if case.level == "L2" and area.kind == "grid":
        return area.parent.name
    return names[case.level]


def _rows():
    return Report.objects.select_related("case__area__parent__parent", "case__category", "case__lead", "first_case")
