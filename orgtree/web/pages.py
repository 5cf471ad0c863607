"""Pages that show what only the device knows: the server sends the frame, a script fills it; and what makes the site an app of the phone."""

import json
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_GET

# What the page without a network is drawn with. No page of a person is ever kept.
KEPT = ("css/mobile.css", "js/offline.js", "img/favicon.svg")
WORKER = Path(settings.BASE_DIR) / "static" / "js" / "worker.js"
ICONS = (("icon-192.png", "192x192", "any"), ("icon-512.png", "512x512", "any maskable"))


@login_required
def outbox(request):
    """What waits on this device to be sent and what became of it (docs/decisions/0097-outbox.md)."""
    return render(request, "orgtree/web/outbox.html", {"tab": "me"})


@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """What is shown without a network; the same for everybody, and nobody's."""
    return render(request, "orgtree/web/offline.html")


@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, at the root so that it serves the whole site; new files of the look make a new one."""
    kept = json.dumps([static(name) for name in KEPT])
    text = f"const KEPT = {kept};\n{WORKER.read_text()}"
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


@require_GET
def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone shows of the site on its first screen."""
    icons = [
        {"src": static(f"img/{name}"), "sizes": sizes, "type": "image/png", "purpose": use}
        for name, sizes, use in ICONS
    ]
    told = {
        "name": "党建引领基层治理",
        "short_name": "社区报到",
        "lang": "zh-Hans",
        "start_url": reverse("home"),
        "scope": "/",
        "display": "standalone",
        "theme_color": "#a8242b",
        "background_color": "#ffffff",
        "icons": icons,
    }
    return JsonResponse(told, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})
