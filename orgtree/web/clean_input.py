"""What no client sends and every attacker does: refused at the door, before a view, a filter or a search asks the database."""

from urllib.parse import unquote_plus

from django.core.exceptions import SuspiciousOperation
from django.http import JsonResponse

from orgtree.web.shape import error_body

API = "/api/"
NUL = "\0"  # PostgreSQL has no text with it


class CleanInput:
    """Answers 400 to an address that holds a NUL, in its path or after its question mark; forms and bodies check theirs.

    A page that says so (`reads_anything`) is asked what it makes of the words after the question mark.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self._refusal(request) if NUL in request.path_info else self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        asked = unquote_plus(request.META.get("QUERY_STRING", ""))
        return self._refusal(request) if NUL in asked and not getattr(view, "reads_anything", False) else None

    @staticmethod
    def _refusal(request):
        if request.path_info.startswith(API):
            return JsonResponse(error_body("invalid"), status=400, json_dumps_params={"ensure_ascii": False})
        raise SuspiciousOperation("NUL in the address")
