"""What a signed-in person was refused is recorded: decision 0072."""

from orgtree.choices import SignInKind
from orgtree.people.services.sign_ins import record_sign_in

REFUSED = {403: SignInKind.FORBIDDEN, 404: SignInKind.UNREACHED}


class RefusalsRecorded:
    """A line for each 403 and 404 at an address that exists, and for each act that another person has to do."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        match = request.resolver_match
        if match is not None and request.user.is_authenticated:
            kind = SignInKind.SECOND if request.user.refused else REFUSED.get(response.status_code)
            if kind:
                record_sign_in(request, kind, request.user, place=f"/{match.route}", row_id=_row_of(match.kwargs))
        return response


def _row_of(kwargs: dict) -> int | None:
    """The first number in the address; None where there is none, or no such number can be."""
    words = (str(value) for value in kwargs.values())
    return next((int(word) for word in words if word.isascii() and word.isdigit() and len(word) <= 18), None)
