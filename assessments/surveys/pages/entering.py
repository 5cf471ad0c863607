"""What comes by telephone and on paper, entered by the desk; and the sheets with codes, to be printed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from assessments.surveys.choices import BatchState, SurveyState
from assessments.surveys.forms import NumbersForm, PhoneForm
from assessments.surveys.models import Survey, SurveyBatch
from assessments.surveys.rules.sheets import read_numbers
from assessments.surveys.services.answering import ANSWERED, answer_by_phone, answers_in
from assessments.surveys.services.paper import finish_batch, paper_acts, start_batch
from assessments.surveys.services.printing import MOST_PRINTED, print_sheets
from orgtree.acts import does
from orgtree.choices import Permission as P
from orgtree.desk.menu import stands_at
from orgtree.errors import RuleBroken
from orgtree.files.pdf import pdf_reply
from orgtree.text.rules.numbers import row_id


def survey_or_404(request, pk: int, *states: str) -> Survey:
    rows = Survey.objects.allowed(request.user, P.SURVEY_MANAGE).select_related("area")
    survey = get_object_or_404(rows, pk=pk)
    if states and survey.state not in states:
        raise Http404
    return survey


@stands_at(Survey)
@login_required
def phone(request, pk: int):
    """Asked by telephone: the household's number, then its answers as it says them."""
    survey = survey_or_404(request, pk, SurveyState.OPEN)
    form = PhoneForm(survey, request.POST or None)
    if request.method == "POST" and form.is_valid():
        serial = form.cleaned_data["serial"]
        try:
            is_new = answer_by_phone(survey_id=survey.pk, serial=serial, answer=form.answer(), by=request.user)
        except RuleBroken as error:
            form.refuse(error)
        else:
            if is_new:
                messages.success(request, f"{serial}号已记下。")
                return redirect("survey-phone", survey.pk)
            form.add_error("serial", ANSWERED)
    context = {"survey": survey, "form": form, "known": answers_in(survey)}
    return render(request, "assessments/surveys/phone.html", context)


@stands_at(SurveyBatch)
@does(paper_acts, "enter")
@login_required
def paper(request, pk: int):
    """The first entry: the numbers, then as many sheets."""
    survey = survey_or_404(request, pk, SurveyState.OPEN)
    waiting = survey.batches.filter(state=BatchState.FIRST).select_related("area__parent", "estate", "first_by")
    return _enter(request, survey, None, {"waiting": waiting.order_by("pk")})


@stands_at(SurveyBatch)
@does(paper_acts, "count")
@login_required
def second(request, pk: int):
    """The second entry, by somebody else, who does not see the first."""
    rows = SurveyBatch.objects.allowed(request.user, P.SURVEY_MANAGE).filter(state=BatchState.FIRST)
    batch = get_object_or_404(rows.select_related("survey__area", "area__parent", "estate", "first_by"), pk=pk)
    return _enter(request, batch.survey, batch, {})


def _enter(request, survey: Survey, batch: SurveyBatch | None, more: dict):
    form = NumbersForm(request.POST or None)
    typed = [text.strip() for text in request.POST.getlist("sheet")]
    places = _places(form, batch, typed) if form.is_valid() else batch.count if batch else 0
    if typed and not form.errors:
        try:
            return _save(request, survey, batch, form.cleaned_data["numbers"], typed)
        except RuleBroken as error:
            form.add_error("numbers" if error.field == "numbers" else None, error.message)
            more["wrong"] = (error.field or "").removeprefix("sheet-")
    lines = [(place, typed[place - 1] if place <= len(typed) else "") for place in range(1, places + 1)]
    context = {"survey": survey, "batch": batch, "form": form, "lines": lines, **more}
    return render(request, "assessments/surveys/paper.html", context)


def _places(form: NumbersForm, batch: SurveyBatch | None, typed: list[str]) -> int:
    """How many sheets there are to type."""
    try:
        return batch.count if batch else len(read_numbers(form.cleaned_data["numbers"]))
    except RuleBroken as error:
        form.refuse(error)
        return len(typed)


def _save(request, survey: Survey, batch: SurveyBatch | None, numbers: str, typed: list[str]):
    if batch:
        done = finish_batch(batch_id=batch.pk, numbers=numbers, typed=typed, by=request.user)
        messages.success(request, f"两次录入一致，{done.count}份已计入。")
    else:
        done = start_batch(survey_id=survey.pk, numbers=numbers, typed=typed, by=request.user)
        messages.success(request, f"第一次录入{done.count}份，请另一人再录一遍。")
    return redirect("survey-paper", survey.pk)


@login_required
def sheets(request, pk: int):
    """The sheets of the drawn households as a PDF, so many at once: each with its number and code."""
    survey = survey_or_404(request, pk, SurveyState.DRAWN, SurveyState.OPEN)
    since = row_id(request.GET.get("from", "1")) or 1
    households = survey.households.filter(serial__gte=since, serial__lt=since + MOST_PRINTED)
    rows = list(households.select_related("area__parent__parent", "estate").order_by("serial"))
    if not rows:
        raise Http404
    return pdf_reply(print_sheets(survey, rows, request.build_absolute_uri("/")[:-1]), f"{survey.title}问卷.pdf")
