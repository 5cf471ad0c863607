"""The committee's page of a round, and a subject's own result."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from assessments.papers import reply_with
from assessments.results.forms import CommitteeForm
from assessments.results.lists import dispute_list, outcome_list
from assessments.results.models import Outcome, ResultDispute
from assessments.results.services.composing import is_composing
from assessments.results.services.outcomes import decide_many, outcome_acts, outcomes_of
from assessments.results.services.papers import (
    bundle_of,
    letter_of,
    rounds_to_print,
    sheet_of,
)
from assessments.results.services.publicity import dispute_acts, own_outcomes
from assessments.rounds.choices import RoundState
from assessments.rounds.models import Round
from assessments.schemes.rules.tables import ROUNDING
from orgtree.acts import does
from orgtree.acts.pages import Group, Phone, page_to_make
from orgtree.choices import Permission as P
from orgtree.desk.menu import stands_at
from orgtree.scope.models.either import rows_of_either
from orgtree.scope.services import within_reach


@stands_at(Outcome)
@does(outcome_acts, "decide", "reopen")
@login_required
@require_http_methods(["GET", "POST"])
def committee(request, pk: int):
    """All subjects of a round with their addends and the suggested grade, decided together; locked once the round is decided."""
    round = get_object_or_404(
        within_reach(Round, P.ASSESS_DECIDE, request.user).select_related("scheme", "area"), pk=pk
    )
    outcomes = outcomes_of(round)
    is_open = round.state == RoundState.CLOSED and round.scheme.gives_grade
    form = CommitteeForm(outcomes, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not is_open:
            told = (
                f"轮次{round.get_state_display()}，不能再改评定。" if round.scheme.gives_grade else "这一轮不评等次。"
            )
            messages.error(request, told)
            return redirect("round-committee", pk)
        if form.is_valid() and _decide(request, round, form):
            return redirect("round-committee", pk)
    context = {
        "round": round,
        "form": form,
        "components": list(round.scheme.components.order_by("position", "pk")),
        "is_open": is_open,
        "is_over": round.state in (RoundState.PUBLISHED, RoundState.ARCHIVED),
        "is_composing": is_composing(round),
        "rounding": ROUNDING,
        "waiting": sum(not one.decided for one in outcomes),
        "back": reverse("admin:assessments_round_change", args=[pk]),
    }
    return render(request, "assessments/results/committee.html", context, status=422 if form.errors else 200)


def _decide(request, round: Round, form: CommitteeForm) -> bool:
    """Whether all was set; what was refused stands at its field."""
    done, refused = decide_many(round=round, said=form.said(), by=request.user)
    for outcome, broken in refused.items():
        field = broken.field if broken.field in ("decided", "reason") else "decided"
        form.add_error(f"{field}_{outcome}", broken.message)
    if not refused:
        messages.success(request, f"已评定{done}个。" if done else "没有变化。")
    return not refused


outcome_pages = Phone(
    outcome_acts,
    outcome_list,
    many="outcomes",
    one="outcome",
    seen=own_outcomes,
    groups=(
        Group(
            "本单位的评议结果",
            lambda user: own_outcomes(user).order_by("-subject__round__year", "-pk"),
            "round decided",
            empty="公示后，本单位的结果在这里。",
        ),
    ),
    facts="round group total place suggested decided reason log list year digest",
    row_template="assessments/results/outcome.html",
)
dispute_pages = Phone(
    dispute_acts,
    dispute_list,
    many="disputes",
    one="dispute",
    seen=lambda user: ResultDispute.objects.allowed(user, P.ASSESS_REPORT),
    groups=(
        Group(
            "本单位的异议",
            lambda user: ResultDispute.objects.allowed(user, P.ASSESS_REPORT).order_by("-raised_at"),
            "due_on",
            empty="没有异议。公示期内在结果页提出。",
        ),
    ),
    facts="state round words due_on raised_at answer answered_at",
)


def _own_outcome(request, pk: int) -> Outcome:
    outcome = own_outcomes(request.user).select_related("subject__round").filter(pk=pk).first()
    if outcome is None:
        raise Http404
    return outcome


object_to = page_to_make(dispute_acts, "raise", on=_own_outcome, leads="outcome")


# --- Papers ---------------------------------------------------------------------------------------------------------------


@login_required
@require_GET
def result_sheet(request, pk: int, form: str):
    """The result sheet of a round to be signed, for those who decide there."""
    return reply_with(sheet_of(get_object_or_404(rounds_to_print(request.user), pk=pk)), form)


@login_required
@require_GET
def letter(request, pk: int, form: str):
    """The letter of feedback for one subject, for the host and, once it is shown, for the subject itself."""
    rows = Outcome.objects.select_related(
        "subject__round__scheme", "subject__round__area", "subject__area", "subject__institution"
    )
    host, own = rows.allowed(request.user, P.ASSESS_DECIDE), rows.allowed(request.user, P.ASSESS_REPORT)
    return reply_with(letter_of(get_object_or_404(rows_of_either(rows, host, own), pk=pk)), form)


@login_required
@require_GET
def archive(request, pk: int):
    """The bundle of a published round for the archive."""
    round = get_object_or_404(
        rounds_to_print(request.user), pk=pk, state__in=[RoundState.PUBLISHED, RoundState.ARCHIVED]
    )
    disposition = content_disposition_header(as_attachment=True, filename=f"{round.title}归档.zip")
    return HttpResponse(bundle_of(round), content_type="application/zip", headers={"Content-Disposition": disposition})
