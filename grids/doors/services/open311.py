"""Cases as Open311 GeoReport v2 tells them: services, requests, their status. No person, and none of the words that people wrote."""

from datetime import datetime

from django.utils import timezone

from grids.cases.choices import CaseState
from grids.cases.models import Case
from grids.cases.models.cases import ANSWERED
from grids.categories.models import Category
from grids.categories.services import category_book
from grids.doors.rules import TOLD
from grids.doors.services.following import holder_told
from orgtree.acts.models import ActStep

CLOSED = (*ANSWERED, CaseState.NOT_OURS, CaseState.WITHDRAWN)  # what is answered is done, for whoever asked


def services_told() -> list[dict]:
    """What may be told of, for all; what holds in a place is found when a request comes."""
    offered = category_book().offered(timezone.localdate(), None)
    return [_service(category) for category in offered]


def _service(category: Category) -> dict:
    return {
        "service_code": category.code,
        "service_name": category.name,
        "description": category.hint or category.name,
        "metadata": False,
        "type": "realtime",
        "keywords": category.group_label,
        "group": category.group_label,
    }


def find_case(number: str) -> Case | None:
    """The case of this number, or the one that it went into; None for a number that is none."""
    rows = Case.objects.select_related("area__parent", "category", "lead", "outside", "merged_into")
    case = rows.filter(number=number).first()
    return find_case(case.merged_into.number) if case and case.merged_into else case


def request_told(case: Case, number: str) -> dict:
    """How far the request of this number is."""
    closed = case.state in CLOSED
    return {
        "service_request_id": number,
        "status": "closed" if closed else "open",
        "status_notes": _notes(case),
        "service_name": case.category.name,
        "service_code": case.category.code,
        "agency_responsible": holder_told(case),
        "service_notice": case.outside.channel if case.outside else "",
        "requested_datetime": _iso(case.opened_at),
        "updated_datetime": _iso(_updated(case)),
        "expected_datetime": None if closed else _iso(case.due_at),
        "address": case.place,
        "address_id": case.area.code,
    }


def _notes(case: Case) -> str:
    if case.outside:
        return f"{case.outside.name}请找：{case.outside.channel}"
    return TOLD[case.state]


def _updated(case: Case) -> datetime:
    last = ActStep.objects.of("grids.case", case.pk).order_by("-at").values_list("at", flat=True).first()
    return max(filter(None, (last, case.opened_at)))


def _iso(moment: datetime | None) -> str | None:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else None
