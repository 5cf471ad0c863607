"""What 潍城, 威海 and 沈阳 publish about grids and who works in them, loaded as records at the scale said, and found wherever figures are shown."""

from datetime import date
from decimal import Decimal

import pytest

from grids.models import GridIndex, StaffTerm
from orgtree.choices import AreaKind
from orgtree.models import Area
from orgtree.tree.services.tree import create_area
from tests.deeds import at
from tests.flows.cities import City, Total
from tests.flows.shown import assert_shown, load_cities

SINCE = date(2026, 3, 1)
TOTALS = [
    Total("C02", "潍城", 395, 1, "grids.workers"),
    Total("C03", "潍城", 210, 1, "grids.street_chiefs"),
    Total("C04", "潍城", 1, 1, "grids.workers_norm"),
    Total("C05", "潍城", 18, 1, "grids.per_ten_thousand"),
    Total("C08", "潍城", 82, 1, "grids.index"),  # published without a number: any will do
    Total("W15", "威海", 400, 1, "grids.mobile_workers"),
    Total("W17", "威海", 3_529, 10, "grids.community_workers"),
    Total("W18", "威海", Decimal("22.6"), 1, "grids.per_ten_thousand"),
    Total("S03", "沈阳", 300, 1, "grids.households_each"),
]


def serve(city: City, role: str, count: int, areas: list[Area]) -> None:
    """So many of a role in office, in one area after the other."""
    StaffTerm.objects.bulk_create(
        StaffTerm(
            area=areas[number % len(areas)],
            role=role,
            holder=f"{role}{number}",
            since=SINCE,
            entered_by=city.desk,
            entered_at=at(2026, 3, 1),
        )
        for number in range(count)
    )


def grids_of(city: City, count: int) -> list[Area]:
    code = city.community.code
    for number in range(1, count + 1):
        name = f"{number}网格"
        create_area(parent_id=city.community.pk, kind=AreaKind.GRID, code=f"{code}-{number:03d}", name=name, by=None)
    return list(Area.objects.filter(parent=city.community))


def settle(city: City, **counts: int) -> None:
    """Households and residents, as counts."""
    Area.objects.filter(pk=city.community.pk).update(**counts)


def load_weicheng(city: City) -> None:
    """395 workers in 20 grids: each has its general one."""
    grids = grids_of(city, 20)
    serve(city, "worker", 45, grids)
    serve(city, "full_time", 350, grids)
    serve(city, "street_chief", 210, [city.community])
    serve(city, "community_worker", 18, [city.community])
    Area.objects.filter(pk=grids[0].pk).update(residents=10_000)
    months = [date(2026, 4, 1), date(2026, 5, 1)]
    GridIndex.objects.bulk_create(
        GridIndex(
            area=grid, month=month, version=SINCE, households=300, cases=9, index=index, computed_at=at(2026, 6, 1)
        )
        for grid in grids
        for month, index in zip(months, (80, 84), strict=True)
    )


def load_weihai(city: City) -> None:
    serve(city, "mobile", 400, [city.community])
    serve(city, "community_worker", 353, [city.community])
    settle(city, residents=156_195)


def load_shenyang(city: City) -> None:
    serve(city, "community_worker", 10, [city.community])
    settle(city, households=3_000)


LOADERS = {"潍城": load_weicheng, "威海": load_weihai, "沈阳": load_shenyang}


@pytest.fixture
def cities(db) -> dict[str, City]:
    return load_cities(LOADERS)


def test_every_published_total_is_found(cities, client):
    assert_shown(client, cities, TOTALS)
