"""What everybody may look up: that a poll's roll is frozen, that a ballot is counted, the result as it is signed, the script that recomputes it."""

import json
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from assessments.ballots.choices import PollState
from assessments.ballots.models import Poll
from assessments.ballots.models.polls import OPENED

SCRIPT = Path(__file__).resolve().parent.parent / "check_result.py"


def _poll_or_404(number: str, *states: str) -> Poll:
    poll = Poll.objects.filter(number=number, state__in=states).select_related("area").first()
    if poll is None:
        raise Http404
    return poll


@require_GET
def kept(request: HttpRequest, number: str) -> HttpResponse:
    """The public page of a poll: digest of the roll, keys, and once it is counted the fingerprints, in their own order."""
    poll = _poll_or_404(number, *OPENED)
    sheets = json.loads(poll.bundle)["parts"]["sheets"] if poll.bundle else []
    marks = sorted(ballot["fingerprint"] for sheet in sheets for ballot in sheet["ballots"])
    return render(
        request, "assessments/ballots/public.html", {"poll": poll, "marks": marks, "counted": bool(poll.bundle)}
    )


@require_GET
def bundle(request: HttpRequest, number: str) -> HttpResponse:
    """The signed result as a file."""
    poll = _poll_or_404(number, PollState.COUNTED)
    return _as_file(poll.bundle, f"{poll.number}.json", "application/json")


@require_GET
def script(request: HttpRequest) -> HttpResponse:
    """The script that recomputes a result, on a machine of one's own."""
    return _as_file(SCRIPT.read_text(), SCRIPT.name, "text/x-python")


def _as_file(text: str, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
