"""A household's own page, behind the address on its sheet: no account, a few taps, once. And the draw, for everybody to check."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

from assessments.surveys.forms import HouseholdForm
from assessments.surveys.models import Survey
from assessments.surveys.services.answering import answer_household, household_of
from orgtree.errors import RuleBroken
from orgtree.links import link_page
from orgtree.web.open_forms import Guard, guard_form

CLOSED = "assessments/surveys/closed.html"


@guard_form(Guard("survey-answer", most=60, everywhere=4_000, seconds=600, largest=8 * 1024))
@csrf_exempt  # its cookie is sent by no foreign form (SameSite): whoever has the sheet may answer, nobody else
@link_page(household_of, closed=CLOSED, exchanged=True)
def answer(request, household, token: str):
    """Three questions; answered once, it says so and takes no more."""
    survey = household.survey
    done = household.is_answered
    form = HouseholdForm(survey, request.POST or None)
    if not done and request.method == "POST" and form.is_valid():
        try:
            answer_household(household=household, answer=form.answer(), words=form.cleaned_data["words"])
        except RuleBroken as error:
            form.refuse(error)
        else:
            done = True
    context = {"survey": survey, "household": household, "form": form, "done": done}
    reply = render(request, "assessments/surveys/answer.html", context)
    reply["Cache-Control"] = "private, no-store"
    return reply


@require_GET
def draw(request, pk: int):
    """How the sample was drawn: the seed, from when it stood, how many, and the digest of the list."""
    survey = Survey.objects.select_related("area").exclude(seed="").filter(pk=pk).first()
    if survey is None:
        raise Http404
    return render(request, "assessments/surveys/draw.html", {"survey": survey})
