"""What the cities publish of talks with heads of party organisations, found on board, by API and in the report."""

from datetime import timedelta

import pytest

from assessments.models import RectifyItem, Talk
from orgtree.choices import PostKind
from orgtree.people.services.people import create_user
from tests.deeds import at
from tests.flows.cities import City, Total
from tests.flows.shown import assert_shown, load_cities

TOTALS = [Total("T23", "通化", 15, 1, "assessments.talks")]
OWN = [Total("整改", "通化", 80, 1, "assessments.rectified_share")]  # published by nobody


def load_tonghua(city: City) -> None:
    """Fifteen talks and one that was void; ten items of which eight are verified, and one called off."""
    day = at(2026, 5, 6)
    asked = {
        "area": city.community,
        "owner_kind": PostKind.COMMUNITY_SECRETARY,
        "giver_area": city.area,
        "entered_by": city.desk,
        "entered_at": day,
    }
    for number in range(16):
        said = {"kind": "admonish", "trigger": "rectify", "trigger_words": "整改不力", "held_on": day.date()}
        said |= {"record": "指出差距", "demand": "限期整改", "due_on": day.date() + timedelta(days=30)}
        Talk.objects.create(**asked, **said, state="void" if number == 15 else "held")
    by = judge(city)
    done = {"state": "verified", "outcome": "到位", "applied_by": city.desk, "applied_at": day}
    done |= {"finding": "属实", "verified_by": by, "verified_at": day + timedelta(days=9)}
    for number in range(11):
        item = {"year": 2025, "source": "review", "problem": f"问题{number}", "fed_back_on": day.date()}
        item |= {"due_on": day.date() + timedelta(days=30)}
        RectifyItem.objects.create(
            **asked, **item, **(done if number < 8 else {"state": "cancelled" if number == 10 else "open"})
        )


def judge(city: City):
    """Another than who applied."""
    return create_user(account="kaohe", name="考核干部", password=None, home=city.area, by=None)


@pytest.fixture
def cities(db) -> dict[str, City]:
    return load_cities({"通化": load_tonghua})


def test_every_published_total_is_found(cities, client):
    assert_shown(client, cities, TOTALS + OWN)
