"""Signing in where that is not what a test is about: `force_login` opens a session in one statement.

Django's own makes three sessions, notes the moment at the account and clears old attempts away, a dozen statements in all.
The session stands as after a first page, so that the next has nothing to write.
What signing in leaves behind is tested through its page (tests/orgtree/people/test_sign_in.py).
"""

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone
from django.utils.crypto import get_random_string

from orgtree.web.middleware import SEEN_AT, SIGNED_IN_AT
from orgtree.web.sessions import SessionStore


def open_session(client: Client, user, backend: str | None = None) -> None:
    """Let the client be this person from now on."""
    request, store = HttpRequest(), SessionStore(get_random_string(32))
    now = timezone.now().timestamp()
    store._session_cache = {  # else it would look for the row
        SESSION_KEY: str(user.pk),
        BACKEND_SESSION_KEY: backend or client._get_backend(),
        HASH_SESSION_KEY: user.get_session_auth_hash(),
        SIGNED_IN_AT: now,
        SEEN_AT: now,
    }
    store.create_model_instance(store._session_cache).save(force_insert=True)
    store.keep(store._session_cache)
    request.session = store
    client._set_login_cookies(request)
