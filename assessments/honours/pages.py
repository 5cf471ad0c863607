"""The roll of a training, called by posts on one page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render

from assessments.honours.models import Training
from assessments.honours.services.calling import call_secretaries, secretaries_of
from assessments.honours.services.trainings import roll_acts
from orgtree.acts import does
from orgtree.choices import Permission as P
from orgtree.desk.menu import stands_at
from orgtree.errors import RuleBroken
from orgtree.text.rules.numbers import plain


@stands_at(Training)
@does(roll_acts, "count")
@login_required
def call(request, pk: int):
    """Secretaries by community, ticked where they came; `?all=1` begins with all ticked."""
    trainings = Training.objects.allowed(request.user, P.HONOUR_MANAGE).counted().select_related("area")
    training = get_object_or_404(trainings, pk=pk)
    terms, error = list(secretaries_of(training)), None
    ticked = {term.pk for term in terms} if request.GET.get("all") else set()
    if request.method == "POST":
        ticked = {int(sent) for sent in request.POST.getlist("came") if sent.isascii() and sent.isdigit()}
        try:
            roll = call_secretaries(training=training, came=ticked, by=request.user)
        except RuleBroken as broken:
            error = broken
        else:
            messages.success(request, f"已登记{roll.people}名书记到场，每人{plain(training.hours)}学时。")
            return redirect("admin:assessments_training_change", training.pk)
    lines = [(term, term.pk in ticked) for term in terms]
    reply = render(request, "assessments/honours/call.html", {"training": training, "lines": lines, "error": error})
    reply["Cache-Control"] = "private, no-store"
    return reply
