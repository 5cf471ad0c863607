"""Asking the view of an address itself: no session is opened, no middleware runs, no page is drawn.

What is left out is the same for every address of the site. What the view does is all there: who may, the row, the form, the
service, the answer. A page that is not drawn has its context; an error of the site is its number alone.
"""

import json
from typing import Any

from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory
from django.urls import resolve

from orgtree.models import User


def post_bare(user: User, address: str, sent: dict) -> HttpResponseBase:
    """The reply of the desk's page to a form, not drawn; `told` are the messages that the next page would show."""
    request = RequestFactory().post(address, sent)
    reply = _ask(user, request)
    reply.told = "".join(str(message) for message in request._messages)
    return reply


def get_bare(user: User, address: str) -> HttpResponseBase:
    """The reply of a page of the desk, not drawn."""
    return _ask(user, RequestFactory().get(address))


def call_bare(user: User, address: str, body: dict) -> Any:
    """The reply of an address of the API, with `.json()`."""
    reply = _ask(user, RequestFactory().post(address, json.dumps(body, default=str), content_type="application/json"))
    reply.render()
    reply.json = lambda: json.loads(reply.content)
    return reply


def _ask(user: User, request) -> HttpResponseBase:
    request.user, request._dont_enforce_csrf_checks = user, True
    request._messages = CookieStorage(request)
    request.resolver_match = match = resolve(request.path_info)
    try:
        return match.func(request, *match.args, **match.kwargs)
    except Http404:
        return HttpResponse(status=404)
    except PermissionDenied:
        return HttpResponse(status=403)
