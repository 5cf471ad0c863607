"""The sheet of a counted poll, for those who may look at polls there."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from assessments.ballots.services.sheets import polls_to_print, result_sheet
from assessments.papers import reply_with


@login_required
@require_GET
def sheet(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """What was given out, came back and counts, as a file to be signed."""
    return reply_with(result_sheet(get_object_or_404(polls_to_print(request.user), pk=pk)), form)
