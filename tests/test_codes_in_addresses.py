"""Secret codes do not stand in addresses, which get into logs and histories: decision 0077. What stands there is named here, and why."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.urls import URLPattern, get_resolver

APPS = ("orgtree", "volunteers", "grids", "cocon", "assessments")
SECRET = re.compile(
    r"<(?:\w+:)?(token|code|key|secret|password|digest|number|sign)>|\(\?P<(token|code|secret|password)>"
)
LINK = (
    "a signed link that was sent or printed, exchanged for a cookie where it opens somebody's business (decision 0089)"
)
WALL = "hangs at the wall for all who were there: an answer without a name sets no cookie either"
FEED = "read by programs that keep no cookie (calendars), or of a page that is for everybody: what it opens is its whole meaning"
PUBLIC = "the public code of an area, as it stands at the door"
NAME = "the name of a declaration in our code"
NUMBER = "a number that is published; what is secret is posted"
KNOWN = {
    "open/<str:token>/": FEED,
    "open/<str:token>/session.ics": FEED,
    "say/<str:token>/": WALL,
    "calendar/<str:token>/mine.ics": FEED,
    "calendar/<str:token>/community.ics": FEED,
    "cases/<str:token>/": LINK,
    "bookings/<str:token>/": LINK,
    "bookings/<str:token>/booking.ics": LINK,
    "survey/<str:token>/": LINK,
    "m/venue/<int:pk>/<slug:code>/": "changes with the minutes at the wall, and is worth nothing without a sign-in",
    "grids/<str:code>/": PUBLIC,
    "grids/<str:code>/qr.svg": PUBLIC,
    "grids/<str:code>/sign.pdf": PUBLIC,
    "tell/<str:code>/": PUBLIC,
    "tell/<str:code>/qr.svg": PUBLIC,
    "tell/<str:code>/sign/": PUBLIC,
    "tell/<str:code>/<str:category>/": PUBLIC,
    "c/<str:code>/": PUBLIC,
    "c/<str:code>/qr.svg": PUBLIC,
    "c/<str:code>/sign/": PUBLIC,
    "open-data/<str:code>/": PUBLIC,
    "open-data/<str:code>.<str:form>": PUBLIC,
    "open311/v2/requests/<str:number>.json": NUMBER,
    "votes/public/<slug:number>/": NUMBER,
    "votes/public/<slug:number>/bundle/": NUMBER,
    "votes/terminal/<slug:number>/": NUMBER,
    "votes/terminal/<slug:number>/tokens/": NUMBER,
    "imports/new/<slug:key>/": NAME,
    "imports/template/<slug:key>.xlsx": NAME,
    "files/<slug:key>/<int:pk>/": NAME,
    "remarks/<slug:key>/<int:pk>/": NAME,
    "board/<int:area_id>/rows/<str:key>/": NAME,
    "board/<int:area_id>/rows/<str:key>/export/": NAME,
}
ASKED = re.compile(r"code|token|secret|password", re.IGNORECASE)


def addresses(patterns, before: str = "") -> Iterable[str]:
    for one in patterns:
        here = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield here
        else:
            yield from addresses(one.url_patterns, here)


def with_codes(found: Iterable[str]) -> set[str]:
    """Addresses with a part that is called as secrets are; the theme's and the framework's own are by key."""
    return {address for address in found if SECRET.search(address) and not address.startswith("desk/")}


def asked_in_query(source: str) -> set[str]:
    """Names called as secrets are that a view takes from the query."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        read = None
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".GET.get") and node.args:
            read = node.args[0]
        if isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith(".GET"):
            read = node.slice
        if isinstance(read, ast.Constant) and ASKED.search(str(read.value)):
            found.add(read.value)
    return found


def test_what_looks_like_a_secret_in_an_address_is_known():
    assert with_codes(addresses(get_resolver().url_patterns)) == KNOWN.keys()


def test_an_address_with_a_code_is_found():
    assert with_codes(["check/<str:code>/", "a/<int:pk>/", r"api/x/(?P<token>[^/.]+)/$"]) == {
        "check/<str:code>/",
        r"api/x/(?P<token>[^/.]+)/$",
    }


def test_no_view_takes_a_secret_from_the_query():
    files = [file for app in APPS for file in Path(settings.BASE_DIR, app).rglob("*.py") if "GET" in file.read_text()]
    assert len(files) > 20
    assert {(file.name, name) for file in files for name in asked_in_query(file.read_text())} == set()


def test_a_secret_in_the_query_is_found():
    assert asked_in_query("request.GET.get('code', ''); request.GET['token']; request.GET.get('page')") == {
        "code",
        "token",
    }
