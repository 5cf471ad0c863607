"""A member's check-ins: what is due, one tap for the half-year, words for the year, and what became of earlier ones."""

from functools import partial

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from orgtree.acts import does, perform_one
from orgtree.acts.pages import make_of, page_to_do
from orgtree.text.rules.numbers import plain
from volunteers.check_ins.choices import CheckInKind, CheckInState
from volunteers.check_ins.forms import FORMS
from volunteers.check_ins.models import CheckIn
from volunteers.check_ins.rules import slug_in_words, slug_of
from volunteers.check_ins.services.check_in_acts import check_in_acts
from volunteers.members.models.report_in import ReportIn
from volunteers.members.pages.access import member_page
from volunteers.members.pages.telling import do_in
from volunteers.members.rules.deadlines import end_of_half
from volunteers.points.services.points import explain

SHOWN = 50  # the newest; earlier ones stand in the copy of one's data


@does(check_in_acts, "submit")
@member_page
def check_ins(request):
    """Both kinds with their state in this half-year and year; POST sends the one named by `kind`."""
    if not ReportIn.objects.mine(request.user).belonging().exists():
        return redirect("member-report-in")
    forms = {kind: form(auto_id=f"id_{kind}_%s") for kind, form in FORMS.items()}
    if (kind := request.POST.get("kind")) in FORMS:
        forms[kind] = FORMS[kind](request.POST, auto_id=f"id_{kind}_%s")
        if sent := make_of(check_in_acts, check_in_acts["submit"], request, forms[kind], kind=kind):
            return redirect("member-check-in", sent.row.pk)
    mine = CheckIn.objects.mine(request.user)
    today = timezone.localdate()
    context = {
        "tab": "home",
        "half": _due(mine, CheckInKind.HALF_YEAR, today, forms),
        "summary": _due(mine, CheckInKind.SUMMARY, today, forms),
        "until": end_of_half(today),
        "check_ins": mine[:SHOWN],
    }
    return render(request, "volunteers/check_ins/check_ins.html", context)


def _due(mine, kind: str, today, forms: dict) -> dict:
    """The stretch in words, the live check-in of it or None, and the form."""
    slug = slug_of(kind, today)
    there = mine.live().filter(kind=kind, slug=slug).first()
    return {"stretch": slug_in_words(slug), "there": there, "form": forms[kind]}


def _mine_or_404(request, pk: int) -> CheckIn:
    return get_object_or_404(CheckIn.objects.mine(request.user).select_related("area"), pk=pk)


@does(check_in_acts, "resubmit")
@member_page
def check_in(request, pk: int):
    """One check-in in full; a returned one can be changed and sent again."""
    shown = _mine_or_404(request, pk)
    returned = shown.state == CheckInState.RETURNED
    form = FORMS[shown.kind](request.POST or None, initial={"text": shown.text})
    again = partial(perform_one, check_in_acts, "resubmit", pk=pk, by=request.user)
    if request.method == "POST" and returned and do_in(request, form, again, "已重新提交，等待社区接收。"):
        return redirect("member-check-in", pk)
    entry = shown.point_entry() if shown.state == CheckInState.ACCEPTED else None
    context = {
        "tab": "home",
        "check_in": shown,
        "form": form if returned else None,
        "gave": entry and plain(entry.credit.credited),
        "why": explain(entry) if entry else "",
    }
    return render(request, "volunteers/check_ins/check_in.html", context)


withdraw = page_to_do(
    check_in_acts, "withdraw", seen=CheckIn.objects.mine, leads="member-check-ins", done="已撤回。", access=member_page
)
