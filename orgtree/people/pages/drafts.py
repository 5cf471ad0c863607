"""What one has begun to write and not sent: listed for the person, and asked for by static/js/drafts.js."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from orgtree.errors import RuleBroken
from orgtree.people.models.drafts import Draft
from orgtree.people.services.drafts import draft_told, drop_draft, keep_draft


@login_required
@never_cache
def drafts(request):
    """The list; with `?name=` what was typed into that form, null where nothing was."""
    if "name" in request.GET:
        return JsonResponse(draft_told(name=request.GET["name"], by=request.user), safe=False)
    return render(request, "orgtree/people/drafts.html", {"drafts": Draft.objects.mine(request.user), "tab": "me"})


@login_required
@require_POST
def keep(request):
    """Keep what is typed so far; 422 with the reason where it stays on the device alone."""
    said = {name: request.POST.get(name, "") for name in ("name", "page", "title", "values")}
    try:
        keep_draft(**said, by=request.user)
    except RuleBroken as error:
        return JsonResponse({"code": error.code, "message": error.message, "field": error.field}, status=422)
    return HttpResponse(status=204)


@login_required
@require_POST
def drop(request):
    """Drop one: from the list, back to it; from the form that was sent, with nothing to show."""
    drop_draft(name=request.POST.get("name", ""), by=request.user)
    return redirect("drafts") if "listed" in request.POST else HttpResponse(status=204)
