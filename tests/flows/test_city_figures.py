"""What five cities publish about report-ins and volunteers, loaded as records, and found again wherever figures are shown.

Each row of TOTALS is one published total (its id is the one that figures carry as `source`; docs/rules.md says whence). Large
totals are loaded at a scale, said beside them: 240,000 at 1:1000 are 240 records, and 240 is what must be shown.
"""

import csv
import io
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest

from orgtree.days.rules.periods import Period
from orgtree.declare import registry
from orgtree.figures.services.figures import fill_figures
from tests.deeds import at
from tests.flows.cities import LOADERS, City
from tests.walk import lay_flat

YEAR = Period.parse("2026")
LATER = at(2027, 1, 5)


@dataclass(frozen=True)
class Total:
    """One published total, the figure that answers it, and how many records stand for it."""

    id: str
    city: str
    published: int
    scale: int
    figure: str

    @property
    def shown(self) -> int:
        return round(self.published / self.scale)


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
CITIES = ("通化", "威海", "涧西", "沈阳")


@pytest.fixture
def cities(db) -> dict[str, City]:
    """The four cities with their records, the year filled."""
    found = {name: City(name, position) for position, name in enumerate(CITIES)}
    for name, city in found.items():
        LOADERS[name](city)
    fill_figures(YEAR, as_of=LATER)
    return found


def published(cities, answer) -> dict[str, Decimal]:
    """{id: what `answer(city)` says of the total's figure}."""
    said = {name: answer(city) for name, city in cities.items()}
    return {total.id: said[total.city][total.figure] for total in TOTALS}


def label_of(key: str) -> str:
    return registry.figures[key].label


def on_the_board(client, city: City) -> dict[str, Decimal]:
    """Figures by key, read from the links of the page: what a person sees."""
    page = lay_flat(client.get(f"/board/{city.area.pk}/", {"period": YEAR.slug}).content.decode())
    link = rf'href="/board/{city.area.pk}/rows/([\w.]+)/\?period={YEAR.slug}"[^>]*>([\d,.]+)</a>'
    return {key: Decimal(text.replace(",", "")) for key, text in re.findall(link, page)}


def in_the_api(client, city: City) -> dict[str, Decimal]:
    reply = client.get("/api/v1/figures/", {"area": city.area.pk, "period": YEAR.slug}).json()
    return {figure["key"]: Decimal(figure["value"]) for figure in reply["figures"] if figure["value"] is not None}


def in_the_workbook(client, city: City) -> dict[str, Decimal]:
    reply = client.get(f"/board/{city.area.pk}/report.xlsx", {"period": YEAR.slug})
    book = openpyxl.load_workbook(io.BytesIO(b"".join(reply.streaming_content)))
    values = {row[1]: row[2] for row in book["指标"].iter_rows(min_row=4, values_only=True)}
    return {total.figure: Decimal(str(values[label_of(total.figure)])) for total in TOTALS}


def in_the_document(client, city: City) -> str:
    """The sentences of the document, as text."""
    reply = client.get(f"/board/{city.area.pk}/report.docx", {"period": YEAR.slug})
    document = docx.Document(io.BytesIO(reply.content))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


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
    wanted = {total.id: total.shown for total in TOTALS}
    for ask in (on_the_board, in_the_api, in_the_workbook):
        assert published(cities, lambda city, ask=ask: signed_in(client, city, ask)) == wanted, ask.__name__
    counted = published(cities, lambda city: signed_in(client, city, rows_behind))
    derived = {total.id for total in TOTALS if counted[total.id] is None}
    assert derived == {"S23"}  # made of two figures, each with its rows
    assert {key: count for key, count in counted.items() if key not in derived} == {
        key: count for key, count in wanted.items() if key not in derived
    }
    documents = {name: signed_in(client, city, in_the_document) for name, city in cities.items()}
    for total in TOTALS:
        assert re.search(rf"(?<!\d){total.shown}(?!\d)", documents[total.city]), total.id


def signed_in(client, city: City, ask):
    """What the secretary of the city's committee is told."""
    client.force_login(city.desk)
    return ask(client, city)


def test_no_total_is_forgotten():
    """Each id is the source of exactly the figure that the table names, and stands in a sentence."""
    declared = {mark: key for key, figure in registry.figures.items() for mark in figure.source.split()}
    for total in TOTALS:
        assert declared[total.id] == total.figure
        assert any(f"{{{total.figure}}}" in sentence.text for sentence in registry.sentences.values()), total.id


LIST = Path(__file__).resolve().parents[3] / "shared" / "reference" / "city-figures.csv"


@pytest.mark.skipif(not LIST.exists(), reason="the list of the cities' figures is not beside the project")
def test_the_table_is_the_published_list():
    with LIST.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["app"] in ("volunteers", "cocon")]
    listed = {row["id"]: Decimal(row["value"]) for row in rows if row["value"]}
    apps = {row["id"]: row["app"] for row in rows}
    told = {total.id: total.published for total in TOTALS}
    assert told.keys() <= apps.keys()
    assert {pk for pk, app in apps.items() if app == "volunteers"} <= told.keys()
    assert {pk: value for pk, value in told.items() if pk in listed} == {pk: listed[pk] for pk in told if pk in listed}
