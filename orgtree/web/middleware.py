"""What holds for every signed-in request: how long a session lives, first passwords, nothing kept in caches."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control

from orgtree.web.shape import error_body

API = "/api/"
SIGNED_IN_AT = "signed_in_at"
SEEN_AT = "seen_at"
NOTED_EVERY = 60  # seconds; the idle half hour begins anew with the first request of each minute


def keep_nowhere(response) -> None:
    """Have no browser and no proxy keep the answer, unless its page says itself how it may be kept."""
    if not response.has_header("Cache-Control"):
        patch_cache_control(response, private=True, no_store=True)


class SessionRules:
    """Ends sessions after SESSION_LONGEST_HOURS (A06) and sends those with a first password to change it.

    Below /api/ nobody is sent to a page: an ended session is 401 and a first password 403, in the API's own shape.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        refused = self._refusal(request) if request.user.is_authenticated else None
        response = refused or self.get_response(request)
        # From now on, when this request signed in; an API token signs in for one request and opens no session.
        if request.user.is_authenticated and SESSION_KEY in request.session:
            self._note(request.session)
        if request.user.is_authenticated or request.path.startswith(API):
            keep_nowhere(response)
        return response

    @staticmethod
    def _note(session) -> None:
        """Write when the person signed in, and once a minute that they are there: what is not changed is not saved."""
        now = timezone.now().timestamp()
        session.setdefault(SIGNED_IN_AT, now)
        if not 0 <= now - session.get(SEEN_AT, 0) < NOTED_EVERY:
            session[SEEN_AT] = now

    def _refusal(self, request):
        """Where the request is sent instead, or None."""
        for_programs = request.path.startswith(API)
        if self._is_over(request):
            logout(request)
            return None if for_programs else redirect(settings.LOGIN_URL)  # the API answers 401 by itself
        if request.user.must_change_password and request.path not in (reverse("password"), reverse("logout")):
            return self._password_first() if for_programs else redirect("password")
        return None

    @staticmethod
    def _password_first():
        return JsonResponse(error_body("must_change_password"), status=403, json_dumps_params={"ensure_ascii": False})

    @staticmethod
    def _is_over(request) -> bool:
        now = timezone.now().timestamp()
        return (
            now - request.session.get(SIGNED_IN_AT, now)
            > timedelta(hours=settings.SESSION_LONGEST_HOURS).total_seconds()
        )
