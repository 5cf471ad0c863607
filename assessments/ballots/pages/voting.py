"""The voter's pages: polls on whose roll one stands, the sheet, its tokens; and casting, which knows nobody."""

import base64

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from assessments.ballots.models import Poll, PollSheet, RollEntry
from assessments.ballots.pages.answers import (
    answer_json,
    read_bytes,
    read_mapping,
    read_number,
    read_text,
)
from assessments.ballots.services.casting import Cast, cast_ballot, subjects_of
from assessments.ballots.services.issuing import entry_by_code, entry_of, is_running, issue
from assessments.ballots.services.turnout import turnout_of
from orgtree.errors import RuleBroken
from orgtree.web.open_forms import Guard, guard_form

CODES = Guard("ballot-code", most=60, everywhere=600, seconds=600)


@require_GET
@login_required
def polls(request: HttpRequest) -> HttpResponse:
    """The polls of the roll one stands on, those that take ballots first."""
    rows = list(Poll.objects.to_vote(request.user).select_related("area")[:50])
    rows.sort(key=lambda poll: not is_running(poll))
    return render(request, "assessments/ballots/polls.html", {"polls": [(poll, is_running(poll)) for poll in rows]})


def _entry_or_404(request: HttpRequest, pk: int) -> RollEntry:
    """The person's own line on the roll of a poll that was opened or is rehearsed."""
    poll = Poll.objects.to_vote(request.user).filter(pk=pk).first()
    if poll is None:
        raise Http404
    return entry_of(poll, request.user)


@require_GET
@login_required
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """All that one votes on, on one page: each subject in its class, which the page does not name."""
    entry = _entry_or_404(request, pk)
    context = sheet_context(entry) | {"tokens": reverse("ballot-tokens", args=[pk]), "turnout": turnout_of(entry.poll)}
    return render(request, "assessments/ballots/sheet.html", context)


def sheet_context(entry: RollEntry) -> dict:
    """What the page of the sheet shows, and what its program needs: sheets with their public keys, subjects, options."""
    poll = entry.poll
    sheets = list(PollSheet.objects.filter(tokens__entry=entry).select_related("poll"))
    known = {subject.pk: subject for subject in poll.subjects.order_by("position")}
    asked = {subject for one in sheets for subject in subjects_of(one)}
    return {
        "poll": poll,
        "entry": entry,
        "running": is_running(poll),
        "subjects": [subject for pk, subject in known.items() if pk in asked],
        "options": poll.options,
        "told": {
            "poll": poll.number,
            "sheets": [{"id": one.pk, "key": _as_key(one.modulus), "subjects": subjects_of(one)} for one in sheets],
        },
    }


def _as_key(modulus: str) -> str:
    number = int(modulus, 16)
    raw = number.to_bytes((number.bit_length() + 7) // 8)
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


# Not an act of the log: it would keep the moment at which somebody took a ballot.
@require_POST
@login_required
def tokens(request: HttpRequest, pk: int) -> HttpResponse:
    """Blind signatures for the person's sheets; who is not on the roll is told nothing, whatever is sent."""
    return _own_tokens(request, _entry_or_404(request, pk))


@answer_json
def _own_tokens(request: HttpRequest, sent: dict, entry: RollEntry) -> dict:
    return _signed(entry, sent)


def _signed(entry: RollEntry, sent: dict) -> dict:
    asked = sent.get("blinded")
    if not isinstance(asked, dict) or len(asked) > 200:
        raise RuleBroken("blinded", "提交的内容不完整，请刷新页面后重试", field="blinded")
    blinded = {read_number(key, "blinded"): read_bytes(asked, key) for key in asked}
    return {"signed": {str(key): value.hex() for key, value in issue(entry, blinded).items()}}


@csrf_exempt  # nobody is signed in here, and a request that brings a cookie is refused
@require_POST
@answer_json
def cast(request: HttpRequest, sent: dict) -> dict:
    """Take a ballot from whoever shows a signed token. Class and weight follow from the token; what is sent of them is not read."""
    if request.COOKIES or request.headers.get("Authorization"):
        raise RuleBroken("cookie", "投票时不带登录信息，请用投票页面提交")
    state, mark = cast_ballot(
        Cast(
            sheet=read_number(sent.get("sheet"), "sheet"),
            token=read_bytes(sent, "token"),
            signature=read_bytes(sent, "signature"),
            version=read_text(sent, "version", 40),
            choices=read_mapping(sent, "choices"),
            texts=read_mapping(sent, "texts"),
            replaces=sent.get("replaces") is True,
        )
    )
    return {"state": state, "fingerprint": mark}


# --- At the desk's terminal -----------------------------------------------------------------------------------------------


def _open_poll(number: str) -> Poll:
    poll = Poll.objects.taking().filter(number=number).first()
    if poll is None:
        raise Http404
    return poll


@guard_form(CODES)
@csrf_exempt  # the number is the credential; nobody is signed in
def terminal(request: HttpRequest, number: str) -> HttpResponse:
    """Whoever has a number of the desk votes here; nothing stays in the browser."""
    poll = _open_poll(number)
    code = request.POST.get("code", "")[:20]
    entry = entry_by_code(poll, code) if code else None
    if entry is None:
        context = {"poll": poll, "wrong": request.method == "POST"}
        return render(request, "assessments/ballots/terminal.html", context, status=422 if context["wrong"] else 200)
    context = sheet_context(entry) | {"tokens": reverse("ballot-terminal-tokens", args=[number]), "code": code}
    return render(request, "assessments/ballots/terminal_sheet.html", context)


@guard_form(CODES)
@csrf_exempt  # the number is the credential; nobody is signed in
@require_POST
@answer_json
def terminal_tokens(request: HttpRequest, sent: dict, number: str) -> dict:
    """Blind signatures for the sheets of whoever has the number."""
    entry = entry_by_code(_open_poll(number), read_text(sent, "code", 20))
    if entry is None:
        raise RuleBroken("code", "投票码不正确或已过期，请工作人员重新发码", field="code")
    return _signed(entry, sent)
