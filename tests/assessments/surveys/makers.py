"""Surveys for tests, made through the services."""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from assessments.models import Survey, SurveyBatch
from assessments.surveys.choices import BatchState, SurveyState
from assessments.surveys.rules.sheets import Answer, read_answer
from assessments.surveys.services.answering import answer_household
from assessments.surveys.services.paper import finish_batch, start_batch, void_batch
from assessments.surveys.services.surveys import survey_acts
from orgtree.acts import make, perform_one
from orgtree.choices import PostKind
from orgtree.models import User
from orgtree.people.services.people import appoint, create_user
from volunteers.points.services.ledger_chain import LEDGER

DAY = timedelta(days=1)
_titles = count(1)
CONTENT, CROSS = "11122", "33322"


def said(town, **changes) -> dict:
    today = timezone.localdate()
    return {
        "area": town.street,
        "kind": "residents",
        "title": "居民满意度调查",
        "year": today.year,
        "size": 120,
        "closes_on": today + 14 * DAY,
        "question_one": "对办实事满意吗？",
        "question_two": "对环境满意吗？",
        "question_three": "对办理满意吗？",
    } | changes


def bare(town, **changes) -> Survey:
    """A survey of the street, for 120 of its 180 households; another one each time."""
    by = changes.pop("by", town.street_secretary)
    told = {"title": f"居民满意度调查{next(_titles)}"} | changes
    return make(survey_acts, "draft", by=by, **said(town, **told)).row


def draft(town, member=None, **changes) -> Survey:
    """The same, with yesterday's root to draw by."""
    LEDGER.make_root(timezone.localdate() - DAY)
    return bare(town, **changes)


def do(town, survey: Survey, *keys: str, **words) -> Survey:
    """The survey after these acts of the street."""
    for key in keys:
        survey = perform_one(survey_acts, key, pk=survey.pk, by=town.street_secretary, **words)
    return survey


def seeded(town, member=None, **changes) -> Survey:
    return do(town, draft(town, **changes), "seed")


def drawn(town, member=None, **changes) -> Survey:
    return do(town, seeded(town, **changes), "draw")


def opened(town, member=None, **changes) -> Survey:
    return do(town, drawn(town, **changes), "open")


def answer(typed: str = CONTENT) -> Answer:
    return read_answer(typed)


def answers(survey: Survey, many: int, typed: str = CONTENT, **where) -> None:
    """So many of those households that have not answered say this."""
    waiting = survey.households.filter(is_answered=False, **where).order_by("serial")[:many]
    rows = list(waiting.select_related("area__parent", "estate"))
    assert len(rows) == many
    for household in rows:
        answer_household(household=household, answer=answer(typed))


def closed(town, member=None) -> Survey:
    survey = opened(town)
    answers(survey, 20)
    return do(town, survey, "close")


def published(town, member=None) -> Survey:
    return do(town, closed(town), "publish")


def void(town, member=None) -> Survey:
    return do(town, draft(town), "void", reason="范围有误")


def colleague(town) -> User:
    """Another one at the street's desk."""
    known = User.objects.filter(account="jiedao2").first()
    if known is None:
        known = create_user(account="jiedao2", name="街道干事", home=town.district, by=None)
        appoint(holder_id=known.pk, kind=PostKind.STREET_COMMITTEE, area=town.street, by=None)
    return known


def one_grid(survey: Survey) -> list[int]:
    """The serials of the households of the first grid."""
    first = survey.households.order_by("serial").first()
    rows = survey.households.filter(area__parent=first.area.parent_id, is_answered=False)
    return list(rows.order_by("serial").values_list("serial", flat=True))


def batch(town, member=None, many: int = 6, survey: Survey | None = None) -> SurveyBatch:
    """Entered once."""
    survey = survey or Survey.objects.filter(state=SurveyState.OPEN).first() or opened(town)
    numbers = "、".join(map(str, one_grid(survey)[:many]))
    return start_batch(survey_id=survey.pk, numbers=numbers, typed=[CONTENT] * many, by=town.street_secretary)


def counted(town, member=None) -> SurveyBatch:
    row = batch(town)
    numbers = "、".join(map(str, row.numbers))
    return finish_batch(batch_id=row.pk, numbers=numbers, typed=row.answers, by=colleague(town))


def voided(town, member=None) -> SurveyBatch:
    return void_batch(batch_id=batch(town).pk, by=town.street_secretary)


def edited() -> dict:
    """All that may be changed."""
    today = timezone.localdate()
    told = {"kind": "residents", "title": "改名的调查", "year": today.year, "size": 100, "closes_on": today + 9 * DAY}
    return told | {f"question_{name}": f"问题{name}" for name in ("one", "two", "three")}


MAKERS = {
    "assessments.survey": {
        SurveyState.DRAFT: draft,
        SurveyState.SEEDED: seeded,
        SurveyState.DRAWN: drawn,
        SurveyState.OPEN: opened,
        SurveyState.CLOSED: closed,
        SurveyState.PUBLISHED: published,
        SurveyState.VOID: void,
    },
    "assessments.surveybatch": {BatchState.FIRST: batch, BatchState.COUNTED: counted, BatchState.VOID: voided},
}
DESKS = dict.fromkeys(MAKERS, lambda town: (colleague(town), town.street_secretary))
WORDS = {"assessments.survey.edit": edited}
BEGINNINGS = {"assessments.survey.draft": lambda town, member: said(town)}
