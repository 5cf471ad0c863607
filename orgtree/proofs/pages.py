"""What everybody gets to check papers with: the list of roots, as a page and as data, the page to save, the script."""

import json
from pathlib import Path

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from orgtree.proofs.keys import installation_key, public_of
from orgtree.proofs.models import CosignKey, PaperRoot
from orgtree.proofs.services import roots_told

SCRIPT = Path(__file__).resolve().parent / "check_paper.py"
BASE = Path(settings.BASE_DIR)
ON_A_PAGE = 50


@require_GET
def roots(request: HttpRequest) -> HttpResponse:
    """The roots, the newest first, with the keys: no name, and no paper by itself."""
    rows = PaperRoot.objects.select_related("area", "cosign_key").order_by("-number")
    context = {
        "page": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page")),
        "installation": public_of(installation_key()),
        "offices": CosignKey.objects.select_related("area").order_by("-taken_at", "-pk"),
    }
    return render(request, "orgtree/proofs/roots.html", context)


@require_GET
def as_json(request: HttpRequest) -> HttpResponse:
    """The same as data, with the signatures and the places of papers that no longer hold."""
    return _as_file(json.dumps(roots_told(), ensure_ascii=False, indent=1), "roots.json", "application/json")


@require_GET
def to_save(request: HttpRequest) -> HttpResponse:
    """One page with all that it needs inside, the roots of today included. A file: it is opened where there is no network."""
    context = {
        "told": roots_told(),
        "day": timezone.localdate(),
        "nacl": (BASE / "static_vendor" / "tweetnacl" / "nacl-fast.min.js").read_text(),
        "script": (BASE / "static" / "js" / "proofs.js").read_text(),
    }
    return _as_file(render_to_string("orgtree/proofs/check.html", context), "凭据离线核验.html", "text/html")


@require_GET
def script(request: HttpRequest) -> HttpResponse:
    """The script that checks a paper on a machine of one's own."""
    return _as_file(SCRIPT.read_text(), SCRIPT.name, "text/x-python")


def _as_file(text: str, name: str, kind: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name)
    headers = {"Content-Disposition": disposition}
    return HttpResponse(text, content_type=f"{kind}; charset=utf-8", headers=headers)
