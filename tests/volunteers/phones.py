"""A phone proved in tests: as by a code, without one."""

from importlib import import_module

from django.conf import settings
from django.http import HttpRequest
from django.test import Client

from volunteers.members.choices.phone import CodeFor
from volunteers.members.pages.phone import prove_phone


def prove(client: Client, phone: str, purpose: CodeFor = CodeFor.REGISTER) -> None:
    """The client's browser has shown that it has this phone."""
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(
        client.cookies[settings.SESSION_COOKIE_NAME].value if settings.SESSION_COOKIE_NAME in client.cookies else None
    )
    prove_phone(request, purpose, phone)
    request.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
