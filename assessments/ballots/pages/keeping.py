"""The keepers' page: a share is told once, and given back after the close."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from assessments.ballots.choices import PollState
from assessments.ballots.services.keepers import give_share, kept_by, take_share
from orgtree.errors import RuleBroken


@require_GET
@login_required
def shares(request: HttpRequest) -> HttpResponse:
    """What one keeps: to take, to give."""
    return _shown(request)


def _shown(request: HttpRequest, status: int = 200, **more) -> HttpResponse:
    rows = kept_by(request.user).order_by("pk")
    return render(
        request, "assessments/ballots/keeping.html", {"rows": rows, "closed": PollState.CLOSED, **more}, status=status
    )


@require_POST
@login_required
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell the share, on the page itself and this once."""
    try:
        share = take_share(pk=pk, by=request.user)
    except RuleBroken as broken:
        messages.error(request, broken.message)
        return redirect("ballot-keeping")
    return _shown(request, told=share)


@require_POST
@login_required
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the share back after the close."""
    if not kept_by(request.user).filter(pk=pk).exists():
        raise Http404
    try:
        give_share(pk=pk, share=request.POST.get("share", "")[:80], by=request.user)
    except RuleBroken as broken:
        return _shown(request, 422, refused=pk, why=broken.message)
    messages.success(request, "已交。满三份后由考核办计票。")
    return redirect("ballot-keeping")
