"""What the cities publish about matters and how they were dealt with, loaded as records at the scale said, and found again."""

from datetime import timedelta
from decimal import Decimal

import pytest

from grids.models import Case, Category, Report
from tests.deeds import at
from tests.flows.cities import City, Total
from tests.flows.shown import assert_shown, load_cities

TOTALS = [
    Total("T19", "通化", 8_473, 37, "grids.closed_solved"),
    Total("C07", "潍城", 30, 1, "grids.sooner"),
    Total("W08", "威海", 5_000, 50, "grids.closed"),
    Total("W32", "威海", Decimal("0.4"), 1, "grids.property_share"),
]


def closed(
    city: City, count: int, *, hours: int = 24, year: int = 2026, code: str = "0202", start: int = 0
) -> list[Case]:
    """Closed cases, each done so many hours after it was told."""
    opened = at(year, 3, 2)
    day = opened + timedelta(hours=hours)
    told = {"place": "路口", "title": "路灯不亮", "words": "路灯不亮", "level": "L2", "state": "closed"}
    ended = {"done_at": day, "verified_at": day, "closed_at": day, "result": "solved", "answer": "已修好"}
    category = Category.objects.get(code=code)
    first = Case.objects.count() + start
    return Case.objects.bulk_create(
        Case(
            number=f"{year}{first + number:07d}",
            area=city.community,
            category=category,
            opened_at=opened,
            verified_by=city.desk,
            **told,
            **ended,
        )
        for number in range(count)
    )


def report(cases: list[Case]) -> None:
    said = {"source": "hotline", "year": 2026, "channel": "source"}
    Report.objects.bulk_create(
        Report(case=case, first_case=case, told_at=case.opened_at, entered_at=case.opened_at, **said) for case in cases
    )


def load_weihai(city: City) -> None:
    """100 matters stand for 5,000; one of the 250 tellings of the hotline is about property management."""
    made = closed(city, 99)
    made += closed(city, 1, code="0403")
    report(made + made[:99] + made[:51])


LOADERS = {
    "通化": lambda city: closed(city, 229),
    "潍城": lambda city: (closed(city, 10, hours=70), closed(city, 10, hours=100, year=2025)),
    "威海": load_weihai,
}


@pytest.fixture
def cities(db) -> dict[str, City]:
    return load_cities(LOADERS)


def test_every_published_total_is_found(cities, client):
    assert_shown(client, cities, TOTALS)
