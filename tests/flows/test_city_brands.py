"""What 威海 publishes about its brands, loaded as records at the scale said, and found again wherever figures are shown."""

from datetime import date, timedelta

import pytest

from cocon.models import Brand, BrandPart, BrandTally
from tests.deeds import at, service_kind
from tests.flows.cities import City, Total
from tests.flows.shown import assert_parts_shown, assert_shown, in_the_document, load_cities, signed_in
from volunteers.models import Activity, ActivitySession, SessionEcho

# 72,700 at 1:100 are 600 residents at sessions and 127 that were entered.
TOTALS = [Total("W34", "威海", 72_700, 100, "cocon.brand_attendances")]
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
def cities(db) -> dict[str, City]:
    return load_cities({"威海": load})


def test_the_published_total_is_found_with_what_it_is_made_of(cities, client):
    assert_shown(client, cities, TOTALS)
    assert_parts_shown(client, cities["威海"], PARTS)
    document = signed_in(client, cities["威海"], in_the_document)
    assert "1个党建品牌服务居民727人次，1个社区有“一社区一品”" in document
