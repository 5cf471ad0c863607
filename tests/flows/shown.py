"""Where a city's figures are shown: board, API, workbook and document; what each says, and that published totals stand in all."""

import io
import re
from decimal import Decimal

import docx
import openpyxl

from orgtree.days.rules.periods import Period
from orgtree.declare import registry
from orgtree.figures.services.figures import fill_figures
from tests.deeds import at
from tests.flows.cities import City, Total
from tests.walk import lay_flat

YEAR = Period.parse("2026")
LATER = at(2027, 1, 5)


def load_cities(loaders) -> dict[str, City]:
    """{name: its city, with the records of its loader}, the year filled."""
    cities = {name: City(name, position) for position, name in enumerate(loaders)}
    for name, load in loaders.items():
        load(cities[name])
    fill_figures(YEAR, as_of=LATER)
    return cities


def signed_in(client, city: City, ask):
    """What the secretary of the city's committee is told."""
    client.force_login(city.desk)
    return ask(client, city)


def label_of(key: str) -> str:
    return registry.figures[key].label


def on_the_page(client, city: City) -> str:
    return lay_flat(client.get(f"/board/{city.area.pk}/", {"period": YEAR.slug, "subject": "all"}).content.decode())


def on_the_board(client, city: City) -> dict[str, Decimal]:
    """Figures by key, read from the links of the page: what a person sees."""
    page = on_the_page(client, city)
    link = rf'href="/board/{city.area.pk}/rows/([\w.]+)/\?period={YEAR.slug}"[^>]*>([\d,.]+)</a>'
    return {key: Decimal(text.replace(",", "")) for key, text in re.findall(link, page)}


def in_the_api(client, city: City) -> dict[str, Decimal]:
    reply = client.get("/api/v1/figures/", {"area": city.area.pk, "period": YEAR.slug}).json()
    return {figure["key"]: Decimal(figure["value"]) for figure in reply["figures"] if figure["value"] is not None}


def in_the_workbook(client, city: City) -> dict[str, Decimal]:
    reply = client.get(f"/board/{city.area.pk}/report.xlsx", {"period": YEAR.slug})
    book = openpyxl.load_workbook(io.BytesIO(b"".join(reply.streaming_content)))
    values = {row[1]: row[2] for row in book["指标"].iter_rows(min_row=4, values_only=True)}
    figures = {key: values.get(figure.label) for key, figure in registry.figures.items()}
    return {key: Decimal(str(value)) for key, value in figures.items() if isinstance(value, (int, float, Decimal))}


def in_the_document(client, city: City) -> str:
    """The sentences of the document, as text."""
    reply = client.get(f"/board/{city.area.pk}/report.docx", {"period": YEAR.slug})
    document = docx.Document(io.BytesIO(reply.content))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def written(value: Decimal) -> str:
    """The number in running text, as a pattern: with or without commas, and with no other digits beside it."""
    plain = f"{value.normalize():f}"
    tail = "0*" if "." in plain else r"(?:\.0+)?"
    return rf"(?<![\d.,])(?:{re.escape(plain)}|{re.escape(f'{Decimal(plain):,}')}){tail}(?![.,]?\d)"


def assert_shown(client, cities: dict[str, City], totals: list[Total]) -> None:
    """Each total stands at its city on the board, in the API, the workbook and the document."""
    wanted = {total.id: total.shown for total in totals}
    for ask in (in_the_api, in_the_workbook):
        said = {name: signed_in(client, city, ask) for name, city in cities.items()}
        found = {total.id: round(said[total.city][total.figure], 4) for total in totals}
        assert found == wanted, ask.__name__
    _assert_on_the_board(client, cities, totals)
    documents = {name: signed_in(client, city, in_the_document) for name, city in cities.items()}
    for total in totals:
        assert re.search(written(total.shown), documents[total.city]), (total, documents[total.city])


def assert_parts_shown(client, city: City, parts: dict[str, int]) -> None:
    """What a total is made of stands beside it in the API and in the workbook: `parts` as {figure: value}."""
    for ask in (in_the_api, in_the_workbook):
        said = signed_in(client, city, ask)
        assert {key: said[key] for key in parts} == parts, ask.__name__


def _assert_on_the_board(client, cities, totals) -> None:
    """What counts rows links to them; what is made of others stands beside its label."""
    linked = {name: signed_in(client, city, on_the_board) for name, city in cities.items()}
    pages = {name: signed_in(client, city, on_the_page) for name, city in cities.items()}
    for total in totals:
        if not hasattr(registry.figures[total.figure], "formula"):
            assert linked[total.city].get(total.figure) == total.shown, total
            continue
        beside = rf"{re.escape(label_of(total.figure))}.{{0,400}}?{written(total.shown)}"
        assert re.search(beside, pages[total.city]), total
