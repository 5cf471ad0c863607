"""One search for people and things, over what every app declares; each within the person's own scope."""

from django.contrib import admin
from django.template.response import TemplateResponse

from orgtree.declare import Finder, Found, registry
from orgtree.desk.site import desk_page
from orgtree.looks.models import AccessLog
from orgtree.looks.services.access import record_access, seat_of

MOST = 20
LONGEST = 40


@desk_page("find/", "find")
def find_page(request):
    """What was found for `q`, by kind. It comes by POST: names and numbers do not stay in addresses and logs."""
    text = request.POST.get("q", "").replace("\0", "").strip()[:LONGEST]
    context = {
        **admin.site.each_context(request),
        "title": "搜索",
        "find_text": text,
        "results": _results(request.user, text),
    }
    return TemplateResponse(request, "orgtree/desk/find.html", context)


def _results(user, text: str) -> list[tuple[Finder, list[Found], bool]]:
    """(finder, what it found, whether there is more) of every finder that found something."""
    results = []
    for finder in registry.finders.values() if text else ():
        if not user.holds(finder.permission):
            continue
        found = finder.find(user, text, MOST + 1)
        if found:
            results.append((finder, found[:MOST], len(found) > MOST))
            if finder.names_people:
                _record(user, finder, found[:MOST])
    return results


def _record(user, finder: Finder, found: list[Found]) -> None:
    """A line in the record of looks, at the place of the searcher's post."""
    persons = {key for one in found for key in one.persons}
    if (seat := seat_of(user)) is not None:
        subject, action = f"查找{finder.label}", AccessLog.Action.VIEW
        record_access(actor=user, action=action, subject=subject, area=seat, persons=persons, rows=len(found))
