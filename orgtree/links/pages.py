"""Pages behind signed addresses: whoever has the address sees them, whoever has another gets the same 404 whatever is wrong with it.

What opens the business of one person or household stands in an address once: it is exchanged for a cookie, and the page goes on at
an address that is worth nothing without it (docs/decisions/0089-notices-and-links.md).
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils.crypto import salted_hmac

from orgtree.links.services import SEPARATOR
from orgtree.web.middleware import keep_nowhere

# Long enough to read, answer and come back from a call; it begins anew with each look.
KEPT = timedelta(hours=2)
GONE = "orgtree/links/gone.html"


def link_page(find: Callable[[str], Any], closed: str = "", *, exchanged: bool = False) -> Callable:
    """A decorator of the view: it is given what `find(token)` found, and the token; None is 404, with the page `closed` where there is one.

    Where it is `exchanged`, the token is put into a cookie of its page, and the view is given the handle that stands in the address
    instead. Nobody is signed in there, so nothing of the viewer may be asked or shown.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def opened(request: HttpRequest, token: str) -> HttpResponse:
            is_handle = exchanged and SEPARATOR not in token
            signed = request.COOKIES.get(_cookie(token), "") if is_handle else token
            found = find(signed)
            if found is None and is_handle:
                return render(request, GONE, status=404)
            if found is None and closed:
                return render(request, closed, status=404)
            if found is None:
                raise Http404
            if not exchanged:
                return view(request, found, token)
            if not is_handle and request.method == "GET":
                return open_link(request.path)
            handle = handle_of(signed)
            return _keep(view(request, found, handle), signed, _page(request.path, token, handle))

        return opened

    return decorate


def handle_of(token: str) -> str:
    """What stands in an address instead of the token; nobody finds the token by it."""
    return salted_hmac("orgtree.links.handle", token).hexdigest()[:20]


def open_link(address: str) -> HttpResponseRedirect:
    """The way to the page of an address with a token, without the token in it. Raises Resolver404 for none of the site's."""
    match = resolve(address)
    token = match.kwargs.get("token")
    if not token:
        raise Resolver404(address)
    page = reverse(match.view_name, kwargs=match.kwargs | {"token": handle_of(token)})
    return _keep(HttpResponseRedirect(page), token, _page(page, "", handle_of(token)))


def _cookie(handle: str) -> str:
    return f"opened_{handle}"


def _page(address: str, token: str, handle: str) -> str:
    """The part of an address in which the cookie goes: the page and what stands below it."""
    at = address.replace(token, handle) if token else address
    return at[: at.index(handle) + len(handle) + 1]


def _keep(reply: HttpResponse, token: str, page: str) -> HttpResponse:
    """The reply, kept by nobody, with the token for its page alone; a page elsewhere cannot make a browser send it with a form."""
    keep_nowhere(reply)
    name = _cookie(handle_of(token))
    age, secure = int(KEPT.total_seconds()), settings.SESSION_COOKIE_SECURE
    reply.set_cookie(name, token, max_age=age, path=page, secure=secure, httponly=True, samesite="Lax")
    return reply
