"""What 通化 publishes about its service windows, loaded as records at the scale said, and found again wherever figures are shown."""

from datetime import date, timedelta

import pytest

from grids.models import WindowCount
from tests.deeds import at
from tests.flows.cities import City, Total
from tests.flows.shown import assert_shown, in_the_document, load_cities, signed_in

# 15,000 at 1:10 are ten days of one hundred and fifty.
TOTALS = [Total("T16", "通化", 15_000, 10, "grids.window_matters")]
FIRST = date(2026, 3, 1)


def load(city: City) -> None:
    """Ten days of two kinds, and a wrong entry that counts no more."""
    by = {"entered_by": city.desk, "entered_at": at(2026, 3, 1)}
    for number in range(10):
        day = FIRST + timedelta(days=number)
        for kind, matters in (("insurance", 100), ("papers", 50)):
            WindowCount.objects.create(area=city.community, day=day, kind=kind, number=matters, **by)
    WindowCount.objects.create(area=city.community, day=FIRST, kind="work", number=999, state="void", **by)


@pytest.fixture
def cities(db) -> dict[str, City]:
    return load_cities({"通化": load})


def test_the_published_total_is_found(cities, client):
    assert_shown(client, cities, TOTALS)
    document = signed_in(client, cities["通化"], in_the_document)
    assert "一站式服务窗口办理服务事项1,500次" in document or "一站式服务窗口办理服务事项1500次" in document
