"""Open311 GeoReport v2 for cases: GET services, POST and GET requests, in JSON. Errors are told as the standard tells them.

`address_id` is the code of the grid or community; `client_key`, an addition of ours, tells one sending from another.
"""

from uuid import UUID, uuid4

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from grids.cases.services.course import case_acts
from grids.cases.services.opening import checked_phone
from grids.doors.services import following, open311, telling
from orgtree.acts import does
from orgtree.errors import RuleBroken
from orgtree.web.open_forms import Guard, guard_form

REQUESTS = Guard("open311", most=60, everywhere=2_000, seconds=3600, largest=16 * 1024)
MOST = 20  # requests asked for at once


def failed(status: int, words: str) -> JsonResponse:
    """An error as GeoReport tells it."""
    return _json([{"code": status, "description": words}], status)


def _json(rows: list[dict], status: int = 200) -> JsonResponse:
    reply = JsonResponse(rows, safe=False, status=status, json_dumps_params={"ensure_ascii": False})
    reply["Cache-Control"] = "no-store"
    return reply


@require_GET
def services(request: HttpRequest):
    """What may be told of."""
    return _json(open311.services_told())


@does(case_acts, "enter")
@guard_form(REQUESTS)
@csrf_exempt  # no cookie is read here
@require_http_methods(["GET", "POST"])
def requests(request: HttpRequest):
    """A new request; or how far those of these numbers are."""
    if request.method == "POST":
        try:
            return _file(request)
        except RuleBroken as broken:
            return failed(400, broken.message)
    numbers = [number.strip() for number in request.GET.get("service_request_id", "").split(",") if number.strip()]
    if not numbers or len(numbers) > MOST:
        return failed(400, f"请给出service_request_id，最多{MOST}个")
    found = [(number, open311.find_case(number)) for number in numbers]
    return _json([open311.request_told(case, number) for number, case in found if case])


@require_GET
def one_request(request: HttpRequest, number: str):
    """How far the request of this number is."""
    case = open311.find_case(number)
    return failed(404, "没有这个编号") if case is None else _json([open311.request_told(case, number)])


def _file(request: HttpRequest) -> JsonResponse:
    said = request.POST
    area = telling.place_called(said.get("address_id", ""))
    if area is None:
        return failed(400, "address_id应为网格或社区的编码")
    category = telling.category_called(said.get("service_code", ""), area)
    if category is None:
        return failed(404, "没有这一service_code，或当地未启用")
    what = telling.Said(
        place=said.get("address_string", ""),
        words=said.get("description", ""),
        phone=checked_phone(said.get("phone", "").strip()),
        once=_key(said.get("client_key", "")),
    )
    report = telling.tell(area=area, category=category, said=what)
    page = request.build_absolute_uri(reverse("case-find"))
    notice = f"查询码{following.code_of(report)}，凭编号和查询码在{page}查看答复和评价"
    return _json(
        [{"service_request_id": report.first_case.number, "service_notice": notice, "account_id": None}], status=201
    )


def _key(text: str) -> UUID:
    """The key of the sending; raises RuleBroken for what is none."""
    try:
        return UUID(text) if text else uuid4()
    except ValueError as error:
        raise RuleBroken("client_key", "client_key应为UUID", field="client_key") from error
