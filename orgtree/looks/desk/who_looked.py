"""For the auditor: who looked at one person (谁看过这个人). Finding and opening are looks themselves and are recorded."""

from django.contrib import admin
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.declare import FoundPerson
from orgtree.desk.history import PAGE_SIZE
from orgtree.desk.site import desk_page
from orgtree.looks.lists import ABOUT_ONE
from orgtree.looks.models import AccessLog
from orgtree.looks.services.access import record_access, seat_of
from orgtree.looks.services.auditing import (
    MOST_FOUND,
    find_persons,
    looks_at,
    nameless_until,
    person_asked,
)
from orgtree.sheets.workbooks import MOST_ROWS, Heading, Sheet, plain, write_workbook
from orgtree.web.downloads import workbook_reply

LONGEST = 40


@desk_page("who-looked/", "who-looked")
def find_page(request):
    """The persons found for `q`. It comes by POST: names and numbers do not stay in addresses and logs."""
    _check(request)
    text = request.POST.get("q", "").replace("\0", "").strip()[:LONGEST]
    found = find_persons(request.user, text)
    _record(request, "查找被查阅的人", *(person for _, person in found))
    context = {
        **admin.site.each_context(request),
        "title": "谁看过这个人",
        "text": text,
        "found": found,
        "most": MOST_FOUND,
    }
    return TemplateResponse(request, "orgtree/looks/who_looked.html", context)


@desk_page("who-looked/<str:key>/", "looks-at-person")
def looks_page(request, key: str):
    """The looks at one person, newest first; 404 for whom the auditor may not ask about."""
    person = _asked(request, key)
    page = Paginator(looks_at(request.user, person), PAGE_SIZE).get_page(request.GET.get(PAGE_VAR))
    context = {
        **admin.site.each_context(request),
        "title": "谁看过这个人",
        "person": person,
        "key": key,
        "page": page,
        "lines": [_line(look) for look in page.object_list],
        "nameless_until": nameless_until(AccessLog.objects.allowed(request.user, P.AUDIT_VIEW)),
    }
    _record(request, "谁看过这个人", person)
    return TemplateResponse(request, "orgtree/looks/looks_at_person.html", context)


@desk_page("who-looked/<str:key>/looks.xlsx", "looks-at-person-xlsx")
def looks_sheet(request, key: str):
    """The same, all of them up to MOST_ROWS, as a workbook."""
    person = _asked(request, key)
    looks = list(looks_at(request.user, person)[:MOST_ROWS])
    _record(request, "谁看过这个人", person, action=AccessLog.Action.EXPORT, rows=len(looks))
    about = (
        f"{person.title}　{person.about}　共{len(looks)}条　制表人：{request.user}　制表时间：{plain(timezone.now())}"
    )
    headings = [Heading(column.label) for column in ABOUT_ONE]
    sheet = Sheet("谁看过这个人", "谁看过这个人", about, headings, map(_line, looks), total=[""] * len(headings))
    return workbook_reply(write_workbook([sheet]), f"谁看过这个人_{timezone.localdate():%Y%m%d}.xlsx")


def _check(request) -> None:
    if not request.user.holds(P.AUDIT_VIEW):
        raise PermissionDenied


def _asked(request, key: str) -> FoundPerson:
    _check(request)
    person = person_asked(request.user, key)
    if person is None:
        raise Http404
    return person


def _record(request, subject: str, *persons: FoundPerson, action: str = AccessLog.Action.VIEW, rows: int = 1) -> None:
    keys = {key for person in persons for key in person.keys}
    if keys and (area := seat_of(request.user)):
        record_access(actor=request.user, action=action, subject=subject, area=area, persons=keys, rows=rows)


def _line(look: AccessLog) -> list[str]:
    return [plain(column.value(look)) for column in ABOUT_ONE]
