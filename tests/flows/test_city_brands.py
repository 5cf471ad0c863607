"""What 威海 publishes about its brands, loaded as records at the scale said, and found again wherever figures are shown."""

import csv
import re
from datetime import date, timedelta
from decimal import Decimal

import pytest

from cocon.models import Brand, BrandPart, BrandTally
from orgtree.declare import registry
from orgtree.figures.services.figures import fill_figures
from tests.deeds import at, service_kind
from tests.flows.cities import City
from tests.flows.test_city_estates import in_the_sheet, on_the_page
from tests.flows.test_city_figures import LATER, LIST, YEAR, in_the_api, in_the_document, label_of, signed_in
from volunteers.models import Activity, ActivitySession, SessionEcho

# {id: (what is published, scale, figure)}: 72,700 at 1:100 are 600 residents at sessions and 127 that were entered.
TOTALS = {"W34": (72_700, 100, "cocon.brand_attendances")}
PARTS = {"cocon.brand_at_sessions": 600, "cocon.brand_entered": 127, "cocon.main_brands": 1}
FIRST = at(2026, 3, 1)


def load(city: City) -> None:
    """A main brand, twenty sessions of thirty residents each, one of another activity, and people entered on five days."""
    by = {"entered_by": city.desk, "entered_at": FIRST}
    told = {"what": "邻里互助", "outcome": "邻里和睦", "since": date(2025, 1, 1), "is_main": True}
    brand = Brand.objects.create(area=city.community, name="红邻里", **told, **by)
    activities = [_activity(city, title) for title in ("邻里节", "别的活动")]
    BrandPart.objects.create(brand=brand, activity=activities[0], added_by=city.desk, added_at=FIRST)
    for number in range(21):
        starts = FIRST + timedelta(days=number)
        session = ActivitySession.objects.create(
            activity=activities[number == 20],
            starts_at=starts,
            ends_at=starts + timedelta(hours=2),
            place="广场",
            capacity=10,
            sign_up_until=starts,
        )
        SessionEcho.objects.create(session=session, residents=30)
    for number, people in enumerate((20, 20, 20, 20, 47)):
        BrandTally.objects.create(brand=brand, day=date(2026, 6, 1 + number), people=people, what="包粽子", **by)


def _activity(city: City, title: str) -> Activity:
    said = {
        "category": "clean_up",
        "description": title,
        "contact": "社区办公室",
        "state": "published",
        "kind": service_kind(),
    }
    return Activity.objects.create(
        area=city.community, title=title, organiser=city.desk, published_at=FIRST, published_by=city.desk, **said
    )


@pytest.fixture
def city(db) -> City:
    found = City("威海", 1)
    load(found)
    fill_figures(YEAR, as_of=LATER)
    return found


def test_the_published_total_is_found_with_what_it_is_made_of(city, client):
    wanted = {figure: value // scale for value, scale, figure in TOTALS.values()} | PARTS
    said, sheet = signed_in(client, city, in_the_api), signed_in(client, city, in_the_sheet)
    assert {key: said[key] for key in wanted} == wanted
    assert {key: Decimal(str(sheet[label_of(key)])) for key in wanted} == wanted
    page, document = signed_in(client, city, on_the_page), signed_in(client, city, in_the_document)
    for value, scale, figure in TOTALS.values():
        assert re.search(rf"{label_of(figure)}.{{0,400}}?(?<!\d){value // scale}(?!\d)", page), figure
    assert "1个党建品牌服务居民727人次，1个社区有“一社区一品”" in document


def test_each_id_is_the_source_of_its_figure():
    declared = {mark: key for key, figure in registry.figures.items() for mark in figure.source.split()}
    for key, (_, _, figure) in TOTALS.items():
        assert declared[key] == figure
        assert any(f"{{{figure}}}" in sentence.text for sentence in registry.sentences.values()), key


@pytest.mark.skipif(not LIST.exists(), reason="the list of the cities' figures is not beside the project")
def test_the_table_is_the_published_list():
    with LIST.open(encoding="utf-8") as file:
        listed = {row["id"]: Decimal(row["value"]) for row in csv.DictReader(file) if row["id"] in TOTALS}
    assert {key: value for key, (value, _, _) in TOTALS.items()} == listed
