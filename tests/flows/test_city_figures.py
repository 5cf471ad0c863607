"""What five cities publish about report-ins and volunteers, loaded as records, and found again wherever figures are shown.

Each row of TOTALS is one published total (its id is the one that figures carry as `source`; docs/rules.md says whence). Large
totals are loaded at a scale, said beside them: 240,000 at 1:1000 are 240 records, and 240 is what must be shown.
"""

import csv
import re
from collections import Counter
from decimal import Decimal
from importlib import import_module
from pathlib import Path

import pytest

from orgtree.declare import registry
from tests.flows.cities import LOADERS, City, Total
from tests.flows.shown import YEAR, assert_shown, load_cities, signed_in, written
from tests.walk import lay_flat

TOTALS = [
    Total("T17", "通化", 23_000, 100, "volunteers.reported"),
    Total("T18", "通化", 6_872, 10, "volunteers.services"),
    Total("W09", "威海", 72_000, 100, "volunteers.mobilised"),
    Total("W10", "威海", 340, 10, "volunteers.temporary_orgs"),
    Total("W11", "威海", 8_088, 10, "volunteers.pioneer_posts"),
    Total("W12", "威海", 4_800, 10, "volunteers.teams"),
    Total("W14", "威海", 65, 1, "volunteers.teams_new_employment"),
    Total("W25", "威海", 46_000, 100, "volunteers.reported"),
    Total("W29", "威海", 130_000, 1000, "volunteers.attendances"),
    Total("J16", "涧西", 3_400, 10, "volunteers.lectures"),
    Total("J17", "涧西", 80_000, 100, "volunteers.lecture_attendances"),
    Total("S19", "沈阳", 240_000, 1000, "volunteers.reported"),
    Total("S20", "沈阳", 8_000, 10, "volunteers.teams"),
    Total("S21", "沈阳", 100_000, 1000, "volunteers.volunteers"),
    Total("S22", "沈阳", 560_000, 1000, "volunteers.services"),
    Total("S23", "沈阳", 289_000, 1000, "volunteers.good_deeds"),
    Total("S24", "沈阳", 37, 1, "volunteers.duty_holders"),  # published without a number: any will do
    Total("T05", "通化", 289, 1, "cocon.part_time"),
    Total("T08", "通化", 586, 1, "cocon.matters_resolved"),
    Total("J19", "涧西", 231, 1, "cocon.part_time"),
    Total("J20", "涧西", 450, 1, "cocon.matters_resolved"),
    Total("J21", "涧西", 174, 1, "cocon.resources_shared"),
    Total("S02", "沈阳", 1_100, 10, "cocon.coordination_bodies"),
]
# Every id that the cities publish, by app: what is to stand in some file's TOTALS.
IDS = {
    "volunteers": "T17 T18 W09 W10 W11 W12 W14 W25 W29 J16 J17 S19 S20 S21 S22 S23 S24",
    "cocon": (
        "T02 T03 T04 T05 T06 T07 T08 T09 T10 T11 T12 T13 T14 T15 T20 T21 T22 W19 W21 W22 W23 W24 W26 W27 W28 W30 W31 W34 "
        "J10 J11 J12 J13 J14 J15 J18 J19 J20 J21 J22 S02 S09 S10 S11 S12 S13 S14 S15 S16 S17 S18"
    ),
    "grids": "T16 T19 C02 C03 C04 C05 C07 C08 W08 W15 W17 W18 W32 S03",
    "assessments": "T23 T24 C06 W01 W02 W03 W04 W05 W06 W20 W33 J08 J09 J23 J24 S07 S08 W07",
}
LIST = Path(__file__).resolve().parents[3] / "shared" / "reference" / "city-figures.csv"


@pytest.fixture
def cities(db) -> dict[str, City]:
    """The four cities with their records, the year filled."""
    return load_cities(LOADERS)


def rows_behind(client, city: City) -> dict[str, Decimal]:
    """For the city's figures that count rows: how many rows stand behind them."""
    counts = {}
    for total in (total for total in TOTALS if total.city == city.name):
        page = lay_flat(
            client.get(f"/board/{city.area.pk}/rows/{total.figure}/", {"period": YEAR.slug}).content.decode()
        )
        found = re.search(r"以下共<strong>([\d,]+)</strong>条记录", page)
        counts[total.figure] = Decimal(found[1].replace(",", "")) if found else None
    return counts


def test_every_published_total_is_found_wherever_figures_are_shown(cities, client):
    assert_shown(client, cities, TOTALS)
    said = {name: signed_in(client, city, rows_behind) for name, city in cities.items()}
    counted = {total.id: said[total.city][total.figure] for total in TOTALS}
    assert counted.pop("S23") is None  # made of two figures, each with its rows
    assert counted == {total.id: total.shown for total in TOTALS if total.id != "S23"}


def gather_totals() -> list[Total]:
    """The TOTALS of every file of city figures beside this one."""
    files = sorted(Path(__file__).parent.glob("test_city_*.py"))
    return [total for file in files for total in import_module(f"{__package__}.{file.stem}").TOTALS]


def test_no_total_is_forgotten():
    """Each id stands in one table, is the source of exactly the figure that is named there, and stands in a sentence."""
    totals = gather_totals()
    assert Counter(total.id for total in totals) == Counter(" ".join(IDS.values()).split())
    declared = {mark: key for key, figure in registry.figures.items() for mark in figure.source.split()}
    for total in totals:
        assert declared[total.id] == total.figure
        assert any(f"{{{total.figure}}}" in sentence.text for sentence in registry.sentences.values()), total.id


@pytest.mark.parametrize(
    ("text", "found"),
    [("共2个", "2"), ("覆盖率2.0%", "2"), ("2,500万元", "2500"), ("3.60万元", "3.6")]
    + [(text, "") for text in ("20个", "12个", "2.5万元", "2.05万元", "1,002个", "2,000个", "3.61万元", "2500.5万元")],
)
def test_only_the_whole_number_is_it(text, found):
    numbers = ("2", "2500", "3.6")
    assert [number for number in numbers if re.search(written(Decimal(number)), text)] == ([found] if found else [])


@pytest.mark.skipif(not LIST.exists(), reason="the list of the cities' figures is not beside the project")
def test_the_tables_are_the_published_list():
    with LIST.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["app"] in IDS]
    published = {app: {row["id"] for row in rows if row["app"] == app} for app in IDS}
    found = {app: set(ids.split()) for app, ids in IDS.items()}
    assert published == found
    last = {
        row["id"]: (row["city"], re.split("[ -]", row["value"])[-1]) for row in rows if row["value"]
    }  # 7.2 -> 0.4, 30-60
    listed = {key: (city, Decimal(value)) for key, (city, value) in last.items()}
    told = {total.id: (total.city, total.published) for total in gather_totals()}
    assert {key: told[key] for key in listed} == listed
