"""What a city publishes of observation rounds (J24), and the grades that they gave, found wherever figures are shown."""

import pytest

from assessments.models import Outcome, Round, RoundSubject, Scheme
from tests.deeds import at
from tests.flows.cities import City, Total
from tests.flows.shown import assert_shown, load_cities

TOTALS = [Total("J24", "涧西", 2, 1, "assessments.visit_rounds")]  # published without a number: any will do
OWN = [
    Total("先进", "涧西", 1, 1, "assessments.visits_advanced"),
    Total("后进", "涧西", 1, 1, "assessments.visits_lagging"),
]


def hold(city: City, scheme: Scheme, number: int, **published) -> Round:
    opened = at(2026, 6, 1)
    said = {"number": f"GM{number}", "title": f"第{number}次观摩评比", "opened_at": opened, "closed_at": opened}
    return Round.objects.create(area=city.area, scheme=scheme, year=2020 + number, **said, **published)


def load_jianxi(city: City) -> None:
    """Two rounds in the year with a grade each; one that is not published, one of the year before, one of another kind."""
    visits, other = (Scheme.objects.filter(kind=kind).first() for kind in ("visits", "report"))
    year = {"state": "published", "published_at": at(2026, 7, 1), "published_by": city.desk}
    grade(city, hold(city, visits, 1, **year), "advanced")
    grade(city, hold(city, visits, 2, **year), "lagging")
    grade(city, hold(city, visits, 3, state="closed"), "advanced")
    grade(city, hold(city, visits, 4, **year | {"published_at": at(2025, 12, 31)}), "advanced")
    grade(city, hold(city, other, 5, **year), "good")


def grade(city: City, row: Round, decided: str) -> None:
    subject = RoundSubject.objects.create(round=row, area=city.community, name=city.community.name, group="社区")
    moment = at(2026, 6, 20)
    Outcome.objects.create(
        subject=subject, composed_at=moment, state="decided", decided=decided, decided_by=city.desk, decided_at=moment
    )


@pytest.fixture
def cities(db) -> dict[str, City]:
    return load_cities({"涧西": load_jianxi})


def test_the_rounds_and_their_grades_are_found(cities, client):
    assert_shown(client, cities, TOTALS + OWN)
