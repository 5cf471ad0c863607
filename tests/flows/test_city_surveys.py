"""What cities publish of satisfaction, loaded as published results at the scale said, and found again wherever figures are shown."""

from datetime import date
from decimal import Decimal

import pytest

from assessments.models import Survey, SurveyCell
from orgtree.days.rules.periods import Period
from orgtree.figures.services.figures import fill_figures
from tests.deeds import at
from tests.flows.cities import City, Total
from tests.flows.shown import LATER, assert_parts_shown, assert_shown, in_the_document, load_cities, signed_in

TOTALS = [
    Total("T24", "通化", 90, 1, "assessments.residents_satisfaction"),
    Total("C06", "潍城", Decimal("2.3"), 1, "assessments.residents_rise"),
    Total("W33", "威海", Decimal("90.5"), 1, "assessments.owners_satisfaction"),
]


def result(city: City, kind: str, year: int, n: int, pleased: int) -> None:
    """A published survey of the city's community, of three questions."""
    day, moment = date(year, 6, 20), at(year, 6, 21)
    survey = Survey.objects.create(
        area=city.community,
        kind=kind,
        title="满意度调查",
        year=year,
        closes_on=day,
        state="published",
        seed="0" * 64,
        seed_day=day,
        seeded_at=moment,
        digest="0" * 64,
        made_by=city.desk,
        made_at=moment,
        drawn_at=moment,
        closed_at=moment,
        published_at=moment,
        published_by=city.desk,
    )
    SurveyCell.objects.create(
        survey=survey,
        area=city.community,
        day=day,
        n=n,
        outside=n,
        pleased=pleased,
        asked=n * 3,
        options=[[n, 0, 0]] * 3,
    )


def load_tonghua(city: City) -> None:
    result(city, "residents", 2026, 1_000, 2_700)


def load_weicheng(city: City) -> None:
    result(city, "residents", 2025, 1_000, 2_700)
    result(city, "residents", 2026, 1_000, 2_769)


def load_weihai(city: City) -> None:
    result(city, "owners", 2025, 200, 342)
    result(city, "owners", 2026, 200, 543)


@pytest.fixture
def cities(db) -> dict[str, City]:
    return load_cities({"通化": load_tonghua, "潍城": load_weicheng, "威海": load_weihai})


def test_every_published_total_is_found(cities, client):
    assert_shown(client, cities, TOTALS)
    assert_parts_shown(client, cities["通化"], {"assessments.residents_answers": 1_000})
    document = signed_in(client, cities["通化"], in_the_document)
    assert "群众综合满意率90.0%（答卷1000份）" in document


def test_the_period_before_says_what_it_was(cities, client):
    """W33: 57 before, 90.5 now."""
    fill_figures(Period.parse("2025"), as_of=LATER)
    city = cities["威海"]
    client.force_login(city.desk)
    reply = client.get("/api/v1/figures/", {"area": city.area.pk, "period": "2025"}).json()
    shown = {figure["key"]: figure["value"] for figure in reply["figures"]}
    assert Decimal(shown["assessments.owners_satisfaction"]) == 57
    assert shown["assessments.residents_satisfaction"] is None
