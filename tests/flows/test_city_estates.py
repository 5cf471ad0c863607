"""What 威海 publishes about its estates, loaded as records at the scale said, and found again wherever figures are shown."""

import csv
import io
import re
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from cocon.models import Estate, PropertyTerm
from orgtree.choices import InstitutionKind, PartyOrgKind
from orgtree.declare import registry
from orgtree.figures.services.figures import fill_figures
from orgtree.models import Institution, PartyOrg
from tests.deeds import at
from tests.flows.cities import City
from tests.flows.test_city_figures import LATER, LIST, YEAR, in_the_api, in_the_document, label_of, signed_in
from tests.walk import lay_flat

SINCE = date(2025, 3, 1)
# {id: (what is published, figure)}; shares in percent: 100 companies, 97 with a party organisation, at as many estates.
TOTALS = {"W30": (100, "cocon.property_share"), "W31": (97, "cocon.property_party_share")}
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
def city(db) -> City:
    found = City("威海", 1)
    load(found)
    fill_figures(YEAR, as_of=LATER)
    return found


def on_the_page(client, city: City) -> str:
    return lay_flat(client.get(f"/board/{city.area.pk}/", {"period": YEAR.slug}).content.decode())


def in_the_sheet(client, city: City) -> dict[str, Decimal]:
    reply = client.get(f"/board/{city.area.pk}/report.xlsx", {"period": YEAR.slug})
    book = openpyxl.load_workbook(io.BytesIO(b"".join(reply.streaming_content)))
    return {row[1]: row[2] for row in book["指标"].iter_rows(min_row=4, values_only=True)}


def test_every_published_total_is_found_with_what_it_is_made_of(city, client):
    wanted = {figure: value for value, figure in TOTALS.values()} | PARTS
    said, sheet = signed_in(client, city, in_the_api), signed_in(client, city, in_the_sheet)
    assert {key: said[key] for key in wanted} == wanted
    assert {key: Decimal(str(sheet[label_of(key)])) for key in wanted} == wanted
    page, document = signed_in(client, city, on_the_page), signed_in(client, city, in_the_document)
    for value, figure in TOTALS.values():
        assert re.search(rf"{label_of(figure)}.{{0,400}}?(?<!\d){value}(?:\.0)?(?!\d)", page), figure
    assert "120个小区中120个有物业企业，专业化物业覆盖率100.0%" in document
    assert "100家物业企业中97家建立党组织，组建率97.0%" in document


def test_each_id_is_the_source_of_its_figure():
    declared = {mark: key for key, figure in registry.figures.items() for mark in figure.source.split()}
    for key, (_, figure) in TOTALS.items():
        assert declared[key] == figure
        assert any(f"{{{figure}}}" in sentence.text for sentence in registry.sentences.values()), key


@pytest.mark.skipif(not LIST.exists(), reason="the list of the cities' figures is not beside the project")
def test_the_table_is_the_published_list():
    with LIST.open(encoding="utf-8") as file:
        listed = {row["id"]: Decimal(row["value"]) for row in csv.DictReader(file) if row["id"] in TOTALS}
    assert {key: value for key, (value, _) in TOTALS.items()} == listed
