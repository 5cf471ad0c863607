"""What holds for every signed-in request: how long a session lives, first passwords, nothing kept in caches."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.views import redirect_to_login
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode

from orgtree.web.open_forms import TooOften
from orgtree.web.page_marks import asks_password_here
from orgtree.web.shape import error_body

API = "/api/"
SIGNED_IN_AT = "signed_in_at"
SEEN_AT = "seen_at"
STAYS_UNTIL = "stays_until"  # of a member who ticked 记住本机
PROVED_AT = "proved_at"  # when the password was given last
NOTED_EVERY = 60  # seconds; the idle half hour begins anew with the first request of each minute


def keep_nowhere(response) -> None:
    """Have no browser and no proxy keep the answer, unless its page says itself how it may be kept."""
    if not response.has_header("Cache-Control"):
        patch_cache_control(response, private=True, no_store=True)


class SessionRules:
    """Ends sessions after SESSION_LONGEST_HOURS (A06), but of members who stay signed in; asks those for the password before
    what is sensitive; sends those with a first password to change it.

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
            back = request.get_full_path() if request.method == "GET" else "/"
            return None if for_programs else redirect_to_login(back)  # the API answers 401 by itself
        if request.user.must_change_password and request.path not in (reverse("password"), reverse("logout")):
            return self._password_first() if for_programs else redirect("password")
        return None

    @staticmethod
    def _password_first():
        return JsonResponse(error_body("must_change_password"), status=403, json_dumps_params={"ensure_ascii": False})

    def process_view(self, request, view, args, kwargs):
        """The page that asks for the password again, where this one wants it and it was given too long ago."""
        if not (asks_password_here(view) and request.user.is_authenticated and _is_stale(request)):
            return None
        if request.path.startswith(API):
            body = error_body("password_again")
            return JsonResponse(body, status=403, json_dumps_params={"ensure_ascii": False})
        return redirect(f"{reverse('password-again')}?{urlencode({'next': request.path})}")

    def process_exception(self, request, error):
        """The page of what is slowed down; of the API the error's own shape (`orgtree.api.errors`)."""
        if not isinstance(error, TooOften):
            return None
        return render(request, "parts/form_refused.html", {"words": error.message}, status=429)

    @staticmethod
    def _is_over(request) -> bool:
        """Those who stay are signed in until their day; who has become staff since is staff: half an hour, twelve in all."""
        now, session = timezone.now().timestamp(), request.session
        until = session.get(STAYS_UNTIL)
        if until is not None and not request.user.is_staff:
            return now > until
        idle = now - session.get(SEEN_AT, now) > settings.SESSION_COOKIE_AGE + NOTED_EVERY
        since = now - session.get(SIGNED_IN_AT, now)
        return (until is not None and idle) or since > timedelta(hours=settings.SESSION_LONGEST_HOURS).total_seconds()


def _is_stale(request) -> bool:
    """Whether somebody stays signed in, and gave the password longer ago than an ordinary session would live idle."""
    now = timezone.now().timestamp()
    return STAYS_UNTIL in request.session and now - request.session.get(PROVED_AT, 0) > settings.SESSION_COOKIE_AGE
