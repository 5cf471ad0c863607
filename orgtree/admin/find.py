"""One search for people and things, over what every app declares; each within the person's own scope."""

from django.contrib import admin
from django.template.response import TemplateResponse

from orgtree.declare import Finder, Found, registry
from orgtree.models import AccessLog
from orgtree.services.access import record_access

MOST = 20
LONGEST = 40


def find_page(request):
    """What was found for `q`, by kind. It comes by POST: names and numbers do not stay in addresses and logs."""
    text = request.POST.get("q", "").replace("\0", "").strip()[:LONGEST]
    context = {
        **admin.site.each_context(request),
        "title": "查找",
        "text": text,
        "results": _results(request.user, text),
    }
    return TemplateResponse(request, "admin/find.html", context)


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
                _record(user, finder, len(found[:MOST]))
    return results


def _record(user, finder: Finder, rows: int) -> None:
    """A line in the record of looks, at the place of the searcher's post."""
    seat = next((post.area for post in user.live_posts if post.area_id), None) or user.home
    if seat is not None:
        record_access(actor=user, action=AccessLog.Action.VIEW, subject=f"查找{finder.label}", area=seat, rows=rows)
