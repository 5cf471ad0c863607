"""A form that was taken says so to the browser, which forgets the draft that it kept: docs/decisions/0091-drafts.md."""

from urllib.parse import quote

from django.conf import settings
from django.urls import reverse

COOKIE = "taken"  # read by static/js/drafts.js
SECONDS = 300
ELSEWHERE = ("login", "password", "password-again")  # where a form is sent that nobody has looked at


class FormsTaken:
    """Names the address of a form in a cookie that lives until the next page, where the form was answered as one that was taken.

    A page that was posted to and answers by leading on has done what it was asked; one that shows itself again has not. A
    download that a form asks for is an answer too.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method == "POST" and request.user.is_authenticated and _is_taken(response):
            response.set_cookie(
                COOKIE,
                quote(request.path, safe=""),
                max_age=SECONDS,
                secure=settings.SESSION_COOKIE_SECURE,
                samesite="Lax",
            )
        return response


def _is_taken(response) -> bool:
    if response.status_code not in (302, 303):
        return response.status_code == 200 and "attachment" in response.get("Content-Disposition", "")
    return not response["Location"].startswith(tuple(map(reverse, ELSEWHERE)))
