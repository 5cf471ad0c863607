"""Pages behind signed addresses: whoever has the address sees them, whoever has another gets the same 404 whatever is wrong with it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render


def link_page(find: Callable[[str], Any], closed: str = "") -> Callable:
    """A decorator of the view: it is given what `find(token)` found, and the token; None is 404, with the page `closed` where there is one.

    Nobody is signed in there, so nothing of the viewer may be asked or shown.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def opened(request: HttpRequest, token: str) -> HttpResponse:
            found = find(token)
            if found is not None:
                return view(request, found, token)
            if closed:
                return render(request, closed, status=404)
            raise Http404

        return opened

    return decorate
