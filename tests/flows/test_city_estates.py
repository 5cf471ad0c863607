"""What 威海 publishes about its estates, loaded as records at the scale said, and found again wherever figures are shown."""

from datetime import date

import pytest

from cocon.models import Estate, PropertyTerm
from orgtree.choices import InstitutionKind, PartyOrgKind
from orgtree.models import Institution, PartyOrg
from tests.deeds import at
from tests.flows.cities import City, Total
from tests.flows.shown import assert_parts_shown, assert_shown, in_the_document, load_cities, signed_in

SINCE = date(2025, 3, 1)
# Shares in percent: 100 companies, 97 with a party organisation, at as many estates.
TOTALS = [
    Total("W30", "威海", 100, 1, "cocon.property_share"),
    Total("W31", "威海", 97, 1, "cocon.property_party_share"),
]
# What each is made of, as it must stand beside it.
PARTS = {
    "cocon.estates": 120,
    "cocon.estates_served": 120,
    "cocon.property_companies": 100,
    "cocon.property_companies_party": 97,
}


def load(city: City) -> None:
    """A hundred companies, each at an estate, twenty at two."""
    companies = Institution.objects.bulk_create(
        Institution(name=f"第{number}物业", kind=InstitutionKind.PROPERTY, area=city.community) for number in range(100)
    )
    for number, company in enumerate(companies[:97]):
        PartyOrg.objects.create(
            name=f"第{number}物业党支部", kind=PartyOrgKind.BRANCH, area=city.community, institution=company
        )
    told = {"area": city.community, "households": 300, "buildings": 6, "since": SINCE}
    by = {"entered_by": city.desk, "entered_at": at(2026, 3, 1)}
    estates = Estate.objects.bulk_create(Estate(name=f"第{number}小区", **told, **by) for number in range(120))
    made = {"since": SINCE, "made_by": city.desk, "made_at": at(2026, 3, 1)}
    PropertyTerm.objects.bulk_create(
        PropertyTerm(estate=estate, company=companies[number % 100], **made) for number, estate in enumerate(estates)
    )


@pytest.fixture
def cities(db) -> dict[str, City]:
    return load_cities({"威海": load})


def test_every_published_total_is_found_with_what_it_is_made_of(cities, client):
    assert_shown(client, cities, TOTALS)
    assert_parts_shown(client, cities["威海"], PARTS)
    document = signed_in(client, cities["威海"], in_the_document)
    assert "120个小区中120个有物业企业，专业化物业覆盖率100.0%" in document
    assert "100家物业企业中97家建立党组织，组建率97.0%" in document
