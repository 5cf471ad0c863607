"""One household's one answer: on its own page, by telephone, or with others on paper. Counted, and joined to nothing."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F

from assessments.surveys.choices import AgeBand, Option
from assessments.surveys.models import STEP, DrawnHousehold, Survey, SurveyTally
from assessments.surveys.rules.sheets import Answer
from orgtree.answers.rules import checked_remark
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.links import Link

LINK = Link("survey-household")
OPTIONS, AGES = tuple(Option), tuple(AgeBand)
ANSWERED = "本户已经作答，每户一份"


def household_of(token: str) -> DrawnHousehold | None:
    """The household whose address it is; None for any other, and while its survey takes no answers."""
    rows = DrawnHousehold.objects.select_related("survey__area", "area__parent__parent", "estate")
    household = rows.filter(pk=LINK.key(token)).first()
    return household if household and household.survey.is_answered_now else None


@transaction.atomic
def answer_household(*, household: DrawnHousehold, answer: Answer, words: str = "") -> bool:
    """Count the answer; False where the household's one is in already. Raises RuleBroken at `words`, or once the survey is over.

    What is kept is a counter of those who answered alike in the same grid or estate. Two sendings at once are one.
    """
    text = checked_remark(words)
    survey = Survey.objects.select_for_update(of=("self",), no_key=True).get(pk=household.survey_id)
    if not survey.is_answered_now:
        raise RuleBroken("wrong_state", "现在不收答卷", conflict=True)
    if not DrawnHousehold.objects.filter(pk=household.pk, is_answered=False).update(is_answered=True):
        return False
    count_answers(survey, place_of(household), [answer])
    if text:
        survey.words.create(text=text)
    return True


def answer_by_phone(*, survey_id: int, serial: int, answer: Answer, by) -> bool:
    """The same, said by telephone and entered by the desk. Raises RuleBroken at `serial`."""
    survey = Survey.objects.allowed(by, P.SURVEY_MANAGE).filter(pk=survey_id).first()
    household = survey and survey.households.filter(serial=serial).first()
    if not household:
        raise RuleBroken("serial", "没有这个问卷编号", field="serial")
    return answer_household(household=household, answer=answer)


def place_of(household: DrawnHousehold) -> tuple[int, int | None]:
    """(area, estate) by which its answer is counted: the grid of the building, or the estate."""
    if household.estate_id:
        return household.area_id, household.estate_id
    return household.area.parent_id, None


def count_answers(survey: Survey, place: tuple[int, int | None], answers: Iterable[Answer]) -> None:
    """Add these to the counters of the place (area, estate)."""
    area_id, estate_id = place
    for answer in answers:
        alike = {
            "survey": survey,
            "area_id": area_id,
            "estate_id": estate_id,
            "age": AGES[answer.age],
            "is_inside": answer.is_inside,
            **dict(zip(("one", "two", "three"), (OPTIONS[option] for option in answer.options), strict=True)),
        }
        tally, _ = SurveyTally.objects.get_or_create(**alike)
        SurveyTally.objects.filter(pk=tally.pk).update(count=F("count") + 1)


def answers_in(survey: Survey) -> int:
    """How many have come in, rounded down to a step of five: how far it is, and no more than that."""
    known = survey.households.filter(is_answered=True).count()
    return known - known % STEP
