"""What the cities publish about venues, loaded as records at the scale said, and found again on the board, by API and in the report."""

import csv
import re
from datetime import date, timedelta
from decimal import Decimal

import pytest

from cocon.models import Booking, Facility, FloorChange, Room, Venue
from cocon.venues.choices import Door, FacilityKind
from cocon.venues.services.free_times import span_of
from orgtree.choices import AreaKind
from orgtree.declare import registry
from orgtree.figures.services.figures import fill_figures
from orgtree.models import Area, Institution
from orgtree.tree.services.tree import create_area
from tests.deeds import at
from tests.flows.cities import City
from tests.flows.test_city_figures import LATER, LIST, YEAR, in_the_api, in_the_document, on_the_board, signed_in

SINCE, DAY = date(2025, 3, 1), date(2026, 5, 6)
# {id: (city, what is published in the unit of the figure, scale, figure)}; T03 is published as 2.5 亿元.
TOTALS = {
    "T02": ("通化", 39, 13, "cocon.large_centres"),
    "T03": ("通化", 25_000, 1, "cocon.venue_funds_wan"),
    "T07": ("通化", 181, 10, "cocon.opened_venues"),
    "T15": ("通化", 104, 10, "cocon.service_centres"),
    "W19": ("威海", 22, 1, "cocon.studios"),
    "W24": ("威海", 1_896, 10, "cocon.stations"),
    "J10": ("涧西", 1_700, 1, "cocon.venue_funds_wan"),
    "J11": ("涧西", 11, 1, "cocon.squares"),
    "J12": ("涧西", 16, 1, "cocon.bases"),
    "J13": ("涧西", 4, 1, "cocon.doors"),
    "J14": ("涧西", 460, 10, "cocon.batches"),
    "J15": ("涧西", 10_000, 100, "cocon.visitors"),
    "S11": ("沈阳", 128, 64, "cocon.bettered"),
    "S14": ("沈阳", 400, 1, "cocon.mean_norm"),
    "S15": ("沈阳", 60_000, 100, "cocon.added_floor"),
    "S16": ("沈阳", 487, 1, "cocon.mean_floor"),
    "S17": ("沈阳", 4_000, 100, "cocon.service_points"),
    "S18": ("沈阳", 90, 1, "cocon.circle_share"),
}
SHOWN = {key: round(Decimal(value) / scale) for key, (_, value, scale, _) in TOTALS.items()}


def communities_of(city: City, position: int) -> list[Area]:
    """Ten, with the one that is there."""
    street, code = city.community.parent, f"3{position}0102001"
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


def load_tonghua(city: City, areas: list[Area]) -> None:
    for number, area in enumerate(areas):
        [centre] = places(city, area, "centre", 1)
        floor(city, centre, 1_000 if number < 3 else 999)
    floor(city, centre, 1, "renovated", DAY, cost=25_000 * 10_000 * 100)
    unit = Institution.objects.create(name="开放单位", kind="school", area=city.community)
    places(city, areas[0], "other", 18, unit=unit)


def load_weihai(city: City, areas: list[Area]) -> None:
    places(city, areas[0], "studio", 22)
    places(city, areas[1], "station", 190)


def load_jianxi(city: City, areas: list[Area]) -> None:
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


def load_shenyang(city: City, areas: list[Area]) -> None:
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
    found = {}
    for position, (name, load) in enumerate(LOADERS.items()):
        found[name] = City(name, position)
        load(found[name], communities_of(found[name], position))
    fill_figures(YEAR, as_of=LATER)
    return found


def test_every_published_total_is_found(cities, client):
    for ask in (on_the_board, in_the_api):
        said = {name: signed_in(client, city, ask) for name, city in cities.items()}
        found = {key: said[city][figure] for key, (city, _, _, figure) in TOTALS.items() if figure in said[city]}
        derived = {key for key, (_, _, _, figure) in TOTALS.items() if hasattr(registry.figures[figure], "formula")}
        wanted = SHOWN if ask is in_the_api else {key: SHOWN[key] for key in SHOWN.keys() - derived}
        assert {key: found.get(key) for key in wanted} == wanted, ask.__name__
    documents = {name: signed_in(client, city, in_the_document) for name, city in cities.items()}
    for key, (city, _, _, _) in TOTALS.items():
        assert re.search(rf"(?<![\d]){SHOWN[key]:,}(?!\d)|(?<!\d){SHOWN[key]}(?!\d)", documents[city]), key


def test_each_id_is_the_source_of_its_figure():
    declared = {mark: key for key, figure in registry.figures.items() for mark in figure.source.split()}
    for key, (_, _, _, figure) in TOTALS.items():
        assert declared[key] == figure
        assert any(f"{{{figure}}}" in sentence.text for sentence in registry.sentences.values()), key


@pytest.mark.skipif(not LIST.exists(), reason="the list of the cities' figures is not beside the project")
def test_the_table_is_the_published_list():
    with LIST.open(encoding="utf-8") as file:
        listed = {row["id"]: Decimal(row["value"]) for row in csv.DictReader(file) if row["id"] in TOTALS}
    assert {key: value for key, (_, value, _, _) in TOTALS.items()} == listed | {"T03": listed["T03"] * 10_000}
