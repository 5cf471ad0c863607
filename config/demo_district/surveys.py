"""满意度 of the demo: a street asked its residents last year, this spring and now, and the owners of its first communities twice."""

from collections.abc import Iterator
from datetime import date, timedelta

from assessments.models import DrawnHousehold, Survey, SurveyTally
from assessments.surveys.choices import AgeBand, Option, SurveyKind, SurveyState
from assessments.surveys.rules.sheets import Answer
from assessments.surveys.services.answering import answer_household, place_of
from assessments.surveys.services.drawing import draw_households, frame_of
from assessments.surveys.services.paper import start_batch
from assessments.surveys.services.publishing import publish_results
from assessments.surveys.services.surveys import survey_acts
from config.demo_district.district_map import Part
from config.demo_district.members import moment
from orgtree.acts import Noted, note_steps
from orgtree.choices import PostKind
from orgtree.models import Area, Post, User
from volunteers.models import LedgerRoot

WORDS = ("楼道灯修得快，谢谢", "希望多开周末活动", "停车还是紧张", "办事不用跑两趟了")
COURSE = (
    ("draft", "", SurveyState.DRAFT),
    ("seed", SurveyState.DRAFT, SurveyState.SEEDED),
    ("draw", SurveyState.SEEDED, SurveyState.DRAWN),
    ("open", SurveyState.DRAWN, SurveyState.OPEN),
    ("close", SurveyState.OPEN, SurveyState.CLOSED),
    ("publish", SurveyState.CLOSED, SurveyState.PUBLISHED),
)
NOW_IN, ON_PAPER = 42, 8


def build_surveys(part: Part) -> None:
    """In the street of the logins, after everything else: the seed is a root of the ledger, which stands by then."""
    street = part.communities[0].parent
    desk = Post.objects.live().filter(kind=PostKind.STREET_COMMITTEE, area=street).earliest("pk").holder
    if Survey.objects.filter(area=street).exists():
        return
    past, spring = part.today - timedelta(days=370), part.today - timedelta(days=20)
    for day, content, owners in ((past, 88, 72), (spring, 92, 90)):
        _published(part, street, desk, SurveyKind.RESIDENTS, day, 300, content)
        _published(part, street, desk, SurveyKind.OWNERS, day, 120, owners)
    _open(part, street, desk)


def _drawn(part: Part, street: Area, desk: User, kind: SurveyKind, title: str, day: date, size: int) -> Survey:
    """A survey whose last day is the day, with its households."""
    root = LedgerRoot.objects.filter(day__lt=part.today).latest("day")
    survey = Survey(area=street, kind=kind, title=title, year=day.year, size=size, closes_on=day, made_by=desk)
    survey.size = min(size, frame_of(survey, part.today).households)
    survey.made_at = survey.seeded_at = survey.drawn_at = survey.opened_at = moment(day - timedelta(days=15), 540)
    survey.seed, survey.seed_day = root.digest, min(root.day, day - timedelta(days=16))
    survey.digest, survey.state = "0", SurveyState.OPEN
    survey.save()
    draw_households(survey, part.today)
    survey.save()
    return survey


def _published(part: Part, street: Area, desk: User, kind: SurveyKind, day: date, size: int, content: int) -> None:
    """`content` of a hundred answers are content; half of the households have answered."""
    survey = _drawn(part, street, desk, kind, f"{day.year}年{kind.label}调查", day, size)
    luck = part.luck(f"{kind} {day.year}")
    tallies: dict[tuple, int] = {}
    for household in survey.households.select_related("area", "estate").order_by("serial"):
        if luck.random() < 0.55:
            key = (*place_of(household), *_alike(luck, content))
            tallies[key] = tallies.get(key, 0) + 1
    names = ("area_id", "estate_id", "age", "is_inside", "one", "two", "three")
    SurveyTally.objects.bulk_create(
        SurveyTally(survey=survey, count=count, **dict(zip(names, key, strict=True))) for key, count in tallies.items()
    )
    if kind == SurveyKind.RESIDENTS:
        for text in WORDS:
            survey.words.create(text=text)
    survey.closed_at, survey.published_at, survey.published_by = moment(day, 1200), moment(day, 1230), desk
    survey.state = SurveyState.PUBLISHED
    publish_results(survey)
    survey.save()
    note_steps(survey_acts, _steps(survey, desk, COURSE))


def _alike(luck, content: int) -> tuple[str, bool, str, str, str]:
    """(age, member or staff, three answers)."""
    options = [_option(luck, content) for _ in range(3)]
    return luck.choice(list(AgeBand)[:3]), luck.random() < 0.12, *options


def _option(luck, content: int) -> str:
    if luck.random() * 100 >= content:
        return Option.POOR
    return Option.GOOD if luck.random() < 0.7 else Option.FAIR


def _steps(survey: Survey, desk: User, course) -> Iterator[Noted]:
    times = (survey.made_at, survey.seeded_at, survey.drawn_at, survey.opened_at, survey.closed_at, survey.published_at)
    for (act, before, after), at in zip(course, times, strict=False):
        yield Noted(survey, act, before, after, desk, at)


def _open(part: Part, street: Area, desk: User) -> None:
    """This one runs: some answers are in, and a batch of paper waits for a second person."""
    day = part.today + timedelta(days=10)
    survey = _drawn(part, street, desk, SurveyKind.RESIDENTS, f"{part.today.year}年年终满意度调查", day, 200)
    note_steps(survey_acts, _steps(survey, desk, COURSE[:4]))
    luck = part.luck("survey now")
    for household in survey.households.select_related("area__parent", "estate").order_by("?")[:NOW_IN]:
        options = [list(Option).index(Option(_option(luck, 92))) for _ in range(3)]
        answer_household(household=household, answer=Answer(tuple(options), luck.randrange(3), luck.random() < 0.1))
    waiting = DrawnHousehold.objects.filter(survey=survey, is_answered=False).select_related("area").order_by("serial")
    first = waiting[0].area.parent_id
    numbers = [one.serial for one in waiting if one.area.parent_id == first][:ON_PAPER]
    typed = ["11132", "11222", "12132", "21132", "11111", "11142", "22232", "11132"][: len(numbers)]
    start_batch(survey_id=survey.pk, numbers="、".join(map(str, numbers)), typed=typed, by=desk)
