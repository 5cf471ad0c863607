"""The sheets of a survey to print: a code for each household, its number, and the questions for who answers on paper."""

from collections.abc import Sequence

from django.urls import reverse

from assessments.surveys.choices import AgeBand, Option, SurveyKind
from assessments.surveys.models import DrawnHousehold, Survey
from assessments.surveys.services.answering import LINK
from orgtree.days.rules.words import say_day
from orgtree.files.pdf import qr_svg, render_pdf

MOST_PRINTED = 100  # pages of one file


def print_sheets(survey: Survey, households: Sequence[DrawnHousehold], home: str) -> bytes:
    """The PDF, a page each; `home` is the address of the site. No name and no door stand on it."""
    return render_pdf("survey_sheet.typ", [sheet_of(survey, household, home) for household in households])


def sheet_of(survey: Survey, household: DrawnHousehold, home: str) -> dict:
    """What the template prints."""
    return {
        "title": survey.title,
        "area": survey.area.name,
        "who": "业主" if survey.kind == SurveyKind.OWNERS else "住户",
        "serial": str(household.serial),
        "place": household.place_label,
        "number": str(household.number),
        "until": say_day(survey.closes_on),
        "questions": list(survey.questions),
        "options": list(Option.labels),
        "ages": list(AgeBand.labels),
        "qr": qr_svg(home + reverse("survey-answer", args=[LINK.token(household.pk)])),
    }
