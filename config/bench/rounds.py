"""What is measured of rounds: the composite of 860 communities whose ballots five classes gave, and a survey of 100,000 answers folded."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from assessments.ballots.models import Poll, PollClass, PollSubject, PollTally
from assessments.models import Item, PanelMember, PanelScore, PanelSheet, Survey, SurveyCell, SurveyTally
from assessments.results.models import Outcome
from assessments.results.services.composing import RUN
from assessments.rounds.models import Round, RoundSubject
from assessments.schemes.models import Component, Scheme
from assessments.surveys.services.publishing import publish_results
from config.bench.timing import Ratio, side_by_side, undone
from config.bench.world import seated
from orgtree.choices import AreaKind, PostKind
from orgtree.models import Area, Run, User
from orgtree.people.services.people import create_user
from orgtree.runs import do_run

COMMUNITIES, ANSWERS = 860, 100_000
CLASSES = (("A", 35, 3), ("B", 15, 5), ("C", 15, 3), ("D", 25, 20), ("E", 10, 3))  # domain.md 3.3
OPTIONS = (("good", 100), ("fair", 85), ("plain", 70), ("poor", 50))
MOST_SECONDS = 10  # the composite, in a task
YEAR, OFFICE = 2025, "bench-assess"
AGES, ANSWERED = ("young", "middle", "older", "unsaid"), ("good", "fair", "poor")


def composites_and_surveys() -> Iterator[Ratio]:
    """Each against reading the rows that it is made of."""
    row = closed_round()
    tallies = PollTally.objects.filter(poll__round=row)
    yield side_by_side(
        f"composite of {COMMUNITIES} communities × {len(CLASSES)} classes in a run",
        lambda: compose(row),
        "their sums, read",
        lambda: list(tallies.all()),
        rounds=3,
        most_seconds=MOST_SECONDS,
    )
    survey = closed_survey()
    yield side_by_side(
        f"a survey of {ANSWERS:,} answers folded",
        undone(lambda: publish_results(survey)),
        "its counters, read",
        lambda: list(SurveyTally.objects.filter(survey=survey)),
        rounds=3,
    )


def compose(row: Round) -> None:
    """The round's run, as a worker does it."""
    by = User.objects.get(account=OFFICE)
    run = Run.objects.create(kind=RUN, area=row.area, params={"round": row.pk}, created_by=by)
    do_run(run.pk)
    run.refresh_from_db()
    assert Outcome.objects.filter(subject__round=row, total__isnull=False).count() == COMMUNITIES, vars(run)


def closed_round() -> Round:
    """A closed round of the city: a ballot, a panel of three and a survey of residents."""
    city = Area.objects.get(kind=AreaKind.CITY)
    seated(OFFICE, PostKind.ASSESS_OFFICE, city)
    scheme = Scheme.objects.create(kind="report", level="community", year=YEAR, title="测速", state="published")
    for place, (code, source, weight) in enumerate((("B", "panel", 40), ("C", "ballot", 45), ("D", "survey", 15))):
        said = {"name": source, "source": source, "weight": weight, "position": place}
        Component.objects.create(scheme=scheme, code=code, **said)
    for place, (grade, value) in enumerate(OPTIONS):
        scheme.options.create(grade=grade, value=value, position=place)
        scheme.bands.create(grade=grade, floor=(90, 80, 70, 0)[place], below=(None, 90, 80, 70)[place], position=place)
    for place, (code, weight, least) in enumerate(CLASSES):
        scheme.classes.create(code=code, label=f"类别{code}", weight=weight, min_ballots=least, position=place)
    scheme.quotas.create(grade="good", percent=30)
    row = Round.objects.create(
        number="PY-BENCH", scheme=scheme, area=city, year=YEAR, title="测速", state="closed", opened_at=timezone.now()
    )
    places = Area.objects.filter(kind=AreaKind.COMMUNITY).order_by("lft")[:COMMUNITIES]
    subjects = RoundSubject.objects.bulk_create(
        RoundSubject(round=row, area=area, name=area.name, group="社区", position=position)
        for position, area in enumerate(places)
    )
    chance = random.Random(1)
    add_tallies(row, subjects, chance)
    add_panel(row, subjects, chance)
    add_published_survey(city, subjects, chance)
    return row


def add_tallies(row: Round, subjects: list[RoundSubject], chance: random.Random) -> None:
    """What five classes said of each in a counted poll."""
    now = timezone.now()
    told = {"opened_at": now, "closed_at": now, "counted_at": now, "closes_at": now, "people": 600}
    poll = Poll.objects.create(
        round=row, area=row.area, number="TP-BENCH", title="测速", year=YEAR, state="counted", **told
    )
    classes = PollClass.objects.bulk_create(
        PollClass(poll=poll, position=place, code=code, label=code, weight=weight, min_ballots=least)
        for place, (code, weight, least) in enumerate(CLASSES)
    )
    rated = PollSubject.objects.bulk_create(
        PollSubject(poll=poll, position=one.position, name=one.name, of_round=one, area=one.area) for one in subjects
    )
    rows = []
    for subject in rated:
        for one in classes:
            counts = {grade: chance.randint(5, 40) for grade, _ in OPTIONS}
            rows.append(
                PollTally(
                    poll=poll,
                    subject=subject,
                    voter_class=one,
                    counts=counts,
                    valid=sum(counts.values()),
                    abstained=0,
                    spoiled=0,
                )
            )
    PollTally.objects.bulk_create(rows, batch_size=2_000)


def add_panel(row: Round, subjects: list[RoundSubject], chance: random.Random) -> None:
    """Signed sheets of a panel of three."""
    component = Component.objects.get(scheme=row.scheme, source="panel")
    item = Item.objects.create(component=component, name="测速", points=100)
    panel = [
        PanelMember.objects.create(
            round=row, user=create_user(name=f"考评人{place}", account=f"bench-panel{place}", by=None)
        )
        for place in range(3)
    ]
    signed = {"component": component, "state": "signed", "signed_at": timezone.now()}
    sheets = PanelSheet.objects.bulk_create(
        PanelSheet(subject=subject, member=member, **signed) for subject in subjects for member in panel
    )
    PanelScore.objects.bulk_create(
        PanelScore(sheet=sheet, item=item, points=chance.randint(60, 100)) for sheet in sheets
    )


def add_published_survey(city: Area, subjects: list[RoundSubject], chance: random.Random) -> None:
    """A published survey of residents with a cell for each community."""
    now = timezone.now()
    survey = _survey(city, "published", published_at=now, published_by=User.objects.first())
    cells = []
    for subject in subjects:
        options = [[good := chance.randint(60, 100), 20, 120 - good] for _ in range(3)]
        pleased = sum(one[0] + one[1] for one in options)
        cells.append(
            SurveyCell(
                survey=survey,
                area=subject.area,
                day=survey.closes_on,
                n=140,
                outside=130,
                pleased=pleased,
                asked=420,
                options=options,
            )
        )
    SurveyCell.objects.bulk_create(cells)


def _survey(city: Area, state: str, **told) -> Survey:
    now, day = timezone.now(), date(YEAR, 12, 1)
    drawn = {"seed": "0" * 64, "seed_day": day, "seeded_at": now, "drawn_at": now, "digest": "0" * 64}
    made = {"made_by": User.objects.order_by("pk").first(), "made_at": now, "closed_at": now}
    said = {"area": city, "title": f"测速{state}", "year": YEAR, "closes_on": day, "state": state}
    return Survey.objects.create(**said, **drawn, **made, **told)


def closed_survey() -> Survey:
    """A closed one with its counters by grid, as the answers of residents leave them."""
    survey, chance = _survey(Area.objects.get(kind=AreaKind.CITY), "closed"), random.Random(2)
    grids = list(Area.objects.filter(kind=AreaKind.GRID).values_list("pk", flat=True))
    alike = Counter(
        (chance.choice(grids), chance.choice(AGES), chance.random() < 0.05, *chance.choices(ANSWERED, (6, 3, 1), k=3))
        for _ in range(ANSWERS)
    )
    SurveyTally.objects.bulk_create(
        (
            SurveyTally(
                survey=survey, area_id=grid, age=age, is_inside=inside, one=one, two=two, three=three, count=count
            )
            for (grid, age, inside, one, two, three), count in alike.items()
        ),
        batch_size=5_000,
    )
    return survey
