"""What the cities publish about venues, loaded as records at the scale said, and found again on the board, by API and in the report."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from cocon.models import Booking, Facility, FloorChange, Room, Venue
from cocon.venues.choices import Door, FacilityKind
from cocon.venues.services.free_times import span_of
from orgtree.choices import AreaKind
from orgtree.models import Area, Institution
from orgtree.tree.services.tree import create_area
from tests.deeds import at
from tests.flows.cities import City, Total
from tests.flows.shown import assert_shown, load_cities

SINCE, DAY = date(2025, 3, 1), date(2026, 5, 6)
TOTALS = [
    Total("T02", "通化", 39, 13, "cocon.large_centres"),
    Total("T03", "通化", Decimal("2.5"), 1, "cocon.venue_funds_wan", unit=10_000),  # 亿元, shown as 万元
    Total("T07", "通化", 181, 10, "cocon.opened_venues"),
    Total("T15", "通化", 104, 10, "cocon.service_centres"),
    Total("W19", "威海", 22, 1, "cocon.studios"),
    Total("W24", "威海", 1_896, 10, "cocon.stations"),
    Total("J10", "涧西", 1_700, 1, "cocon.venue_funds_wan"),
    Total("J11", "涧西", 11, 1, "cocon.squares"),
    Total("J12", "涧西", 16, 1, "cocon.bases"),
    Total("J13", "涧西", 4, 1, "cocon.doors"),
    Total("J14", "涧西", 460, 10, "cocon.batches"),
    Total("J15", "涧西", 10_000, 100, "cocon.visitors"),
    Total("S11", "沈阳", 128, 64, "cocon.bettered"),
    Total("S14", "沈阳", 400, 1, "cocon.mean_norm"),
    Total("S15", "沈阳", 60_000, 100, "cocon.added_floor"),
    Total("S16", "沈阳", 487, 1, "cocon.mean_floor"),
    Total("S17", "沈阳", 4_000, 100, "cocon.service_points"),
    Total("S18", "沈阳", 90, 1, "cocon.circle_share"),
]


def communities_of(city: City) -> list[Area]:
    """Ten, with the one that is there."""
    street, code = city.community.parent, city.community.code[:-3]
    for number in range(2, 11):
        create_area(
            parent_id=street.pk, kind=AreaKind.COMMUNITY, code=f"{code}{number:03d}", name=f"{number}社区", by=None
        )
    return list(Area.objects.filter(parent=street).order_by("code"))


def places(city: City, area: Area, kind: str, count: int, **more) -> list[Venue]:
    told = {"area": area, "kind": kind, "address": "中心路1号", "since": SINCE, **more}
    return Venue.objects.bulk_create(Venue(name=f"{kind}{number}", **told) for number in range(count))


def floor(city: City, venue: Venue, m2: int, kind: str = "opened", day: date = SINCE, **more) -> None:
    FloorChange.objects.create(
        venue=venue, kind=kind, day=day, m2=m2, entered_by=city.desk, entered_at=at(2026, 5, 7), **more
    )


def load_tonghua(city: City) -> None:
    areas = communities_of(city)
    for number, area in enumerate(areas):
        [centre] = places(city, area, "centre", 1)
        floor(city, centre, 1_000 if number < 3 else 999)
    floor(city, centre, 1, "renovated", DAY, cost=25_000 * 10_000 * 100)
    unit = Institution.objects.create(name="开放单位", kind="school", area=city.community)
    places(city, areas[0], "other", 18, unit=unit)


def load_weihai(city: City) -> None:
    areas = communities_of(city)
    places(city, areas[0], "studio", 22)
    places(city, areas[1], "station", 190)


def load_jianxi(city: City) -> None:
    areas = communities_of(city)
    [centre] = places(city, areas[0], "centre", 1)
    floor(city, centre, 300, "added", DAY, cost=1_700 * 10_000 * 100)
    places(city, areas[0], "square", 11)
    places(city, areas[1], "base", 16, base_kind="education")
    room = Room.objects.create(venue=centre, name="厅", use="meeting", capacity=90)
    doors = list(Door)
    for number in range(46):
        first = at(2026, 3, 1) + timedelta(days=number)
        last = first + timedelta(hours=1)
        told = {"room": room, "door": doors[number % 4], "starts_at": first, "ends_at": last, "purpose": "参观"}
        heads = 3 if number < 8 else 2
        Booking.objects.create(
            **told, span=span_of(room, first, last), state="attended", visitors=heads, entered_at=first
        )


def load_shenyang(city: City) -> None:
    areas = communities_of(city)
    for number, area in enumerate(areas):
        [centre] = places(city, area, "centre", 1)
        floor(city, centre, 427)
        if number < 2:
            floor(city, centre, 300, "added", DAY, below_norm=True)
        kinds = FacilityKind if number else [FacilityKind.CENTRE]
        Facility.objects.bulk_create(Facility(area=area, kind=kind, name="设施", since=SINCE) for kind in kinds)
    places(city, areas[0], "point", 40)


LOADERS = {"通化": load_tonghua, "威海": load_weihai, "涧西": load_jianxi, "沈阳": load_shenyang}


@pytest.fixture
def cities(db) -> dict[str, City]:
    return load_cities(LOADERS)


def test_every_published_total_is_found(cities, client):
    assert_shown(client, cities, TOTALS)
