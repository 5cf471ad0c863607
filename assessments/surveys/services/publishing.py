"""Publishing: counters are folded once into cells of at least five, and destroyed; and what a survey says of an area."""

from collections import defaultdict
from fractions import Fraction
from typing import Any

from django.utils import timezone

from assessments.surveys.choices import NumberKey, Option
from assessments.surveys.models import Survey, SurveyAge, SurveyCell, SurveyTally
from assessments.surveys.rules.folding import QUESTIONS, Counts, fold, fold_bands, no_counts, sum_counts
from assessments.surveys.services.numbers import NumberBook
from orgtree.answers.rules import LEAST
from orgtree.models import Area

Place = tuple[int, int | None]  # area, estate
OPTIONS = list(Option)


def publish_results(survey: Survey) -> None:
    """Write the cells and ages of a closed survey and destroy its counters; with too few in all there are none, and no words."""
    leaves, bands = _counted(survey)
    children, parents = _tree(survey, leaves)
    root: Place = (survey.area_id, None)
    folded = fold(root, children, leaves)
    day = timezone.localdate(survey.closed_at)
    SurveyCell.objects.bulk_create(_cell(survey, place, counts, day) for place, counts in folded.items())
    table: dict[Any, dict[str, Counts]] = defaultdict(dict)
    for leaf, by_age in bands.items():
        rest = leaf
        while rest not in folded and rest in parents:
            rest = parents[rest]
        for age, counts in by_age.items():
            table[rest][age] = table[rest].get(age, Counts()) + counts
    ages = fold_bands(table)
    survey.hides_ages = not ages
    SurveyAge.objects.bulk_create(
        SurveyAge(survey=survey, age=age, n=counts.n, pleased=counts.pleased) for age, counts in ages.items()
    )
    if not folded:
        survey.words.all().delete()
    survey.tallies.all().delete()


def _cell(survey: Survey, place: Place, counts: Counts, day) -> SurveyCell:
    return SurveyCell(
        survey=survey,
        area_id=place[0],
        estate_id=place[1],
        day=day,
        n=counts.n,
        outside=counts.outside,
        pleased=counts.pleased,
        asked=counts.n * QUESTIONS,
        options=counts.options,
    )


def _counted(survey: Survey) -> tuple[dict[Place, Counts], dict[Place, dict[str, Counts]]]:
    """The counts by place, and by place and age."""
    bands: dict[Place, dict[str, Counts]] = defaultdict(dict)
    for tally in SurveyTally.objects.filter(survey=survey):
        by_age = bands[tally.area_id, tally.estate_id]
        by_age[tally.age] = by_age.get(tally.age, Counts()) + _counts_of(tally)
    return {place: sum_counts(by_age.values()) for place, by_age in bands.items()}, bands


def _counts_of(tally: SurveyTally) -> Counts:
    options = no_counts()
    for question, answer in enumerate((tally.one, tally.two, tally.three)):
        options[question][OPTIONS.index(answer)] = tally.count
    return Counts(tally.count, 0 if tally.is_inside else tally.count, options)


def _tree(survey: Survey, leaves: dict[Place, Counts]) -> tuple[dict[Place, list[Place]], dict[Place, Place]]:
    """(the places in each place, the place that each lies in), from the leaves up to the survey's area."""
    parents: dict[Place, Place] = {}
    above = _parents_above({area for area, _ in leaves}, survey.area_id)
    for area_id, estate_id in leaves:
        if estate_id:
            parents[area_id, estate_id] = (area_id, None)
        while area_id in above and (area_id, None) not in parents:
            parents[area_id, None] = (above[area_id], None)
            area_id = above[area_id]
    children: dict[Place, list[Place]] = defaultdict(list)
    for child, parent in parents.items():
        children[parent].append(child)
    return children, parents


def _parents_above(areas: set[int], root: int) -> dict[int, int]:
    """{area: its parent} of these and all between them and the root. A query for each level."""
    above: dict[int, int] = {}
    asked = areas - {root}
    while asked:
        above |= dict(Area.objects.filter(pk__in=asked).values_list("pk", "parent"))
        asked = {above[area] for area in asked} - above.keys() - {root}
    return above


# --- What is published ----------------------------------------------------------------------------------------------------


def published_counts(survey: Survey, area: Area) -> Counts | None:
    """What the survey says of its area, or of one below it; None where it is not published or shows nothing there."""
    if not (survey.is_published and _covers(survey, area)):
        return None
    counts = sum_counts(cell.counts for cell in SurveyCell.objects.published_for(survey, area))
    return counts if counts.n >= LEAST else None


def _covers(survey: Survey, area: Area) -> bool:
    host = survey.area
    return host.tree_id == area.tree_id and host.lft <= area.lft and area.rght <= host.rght


def satisfaction_of(survey: Survey, area: Area, book: NumberBook | None = None) -> tuple[Fraction, int] | None:
    """(exact share of content answers, how many answered) where they may count in an assessment; None where hidden.

    Hidden: not published, fewer than five, fewer than the area asks for, or too many members and staff among them.
    """
    counts = published_counts(survey, area)
    return None if counts is None or _why_not(survey, area, counts, book or NumberBook()) else (counts.share, counts.n)


def why_hidden(survey: Survey, area: Area) -> str:
    """Why a survey does not count for an area, in words; "" where it does."""
    if not survey.is_published:
        return "调查结果还没有公布"
    counts = published_counts(survey, area)
    if counts is None:
        return f"答卷不足{LEAST}份，不单独公布"
    return _why_not(survey, area, counts, NumberBook())


def _why_not(survey: Survey, area: Area, counts: Counts, book: NumberBook) -> str:
    day = survey.closes_on
    least, outside = book.number(NumberKey.ANSWERS, day, area), book.number(NumberKey.OUTSIDE, day, area)
    if counts.n < least:
        return f"答卷{counts.n}份，不足{least}份，不用于考核"
    if counts.outside * 100 < outside * counts.n:
        return f"非党员、非工作人员不足{outside}%，不用于考核"
    return ""
