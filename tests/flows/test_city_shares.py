"""What a city publishes of the weight of the streets' word in a department's year (W07), found wherever figures are shown."""

import pytest

from assessments.models import Round, Scheme
from tests.deeds import at
from tests.flows.cities import City, Total
from tests.flows.shown import assert_shown, load_cities

TOTALS = [Total("W07", "威海", 60, 1, "assessments.stations_share")]  # published as 30-60: of departments, of stations
OWN = [Total("部门", "威海", 30, 1, "assessments.departments_share")]


def load_weihai(city: City) -> None:
    """A round of departments and one of stations in the year; of stations one that is not published and one of the year before."""
    departments, stations = (Scheme.objects.get(kind="departments", level=level) for level in ("department", "station"))
    higher = Scheme.objects.create(
        area=city.area, kind="departments", level="station", year=2025, title="高", state="published", streets_share=80
    )
    for number, (scheme, said) in enumerate(
        (
            (departments, {"state": "published", "published_at": at(2026, 7, 1), "published_by": city.desk}),
            (stations, {"state": "published", "published_at": at(2026, 7, 2), "published_by": city.desk}),
            (higher, {"state": "closed", "closed_at": at(2026, 7, 2)}),
            (higher, {"state": "published", "published_at": at(2025, 12, 31), "published_by": city.desk}),
        )
    ):
        Round.objects.create(
            area=city.area, scheme=scheme, year=2023 + number, number=f"BM{number}", title="街道评部门",
            opened_at=at(2025, 6, 1), **said,
        )  # fmt: skip


@pytest.fixture
def cities(db) -> dict[str, City]:
    return load_cities({"威海": load_weihai})


def test_the_weights_are_found(cities, client):
    assert_shown(client, cities, TOTALS + OWN)
