"""What the cities publish about helping pairs and social organisations, loaded at the scale said, and found on board, API, workbook and document."""

import csv
import io
import re
from datetime import date, timedelta
from decimal import Decimal

import openpyxl
import pytest

from cocon.models import Engagement, HelpGiven, HelpingPair, SocialService
from orgtree.declare import registry
from orgtree.figures.services.figures import fill_figures
from orgtree.models import Institution
from tests.deeds import at
from tests.flows.cities import City
from tests.flows.test_city_figures import (
    LATER,
    LIST,
    YEAR,
    in_the_api,
    in_the_document,
    label_of,
    on_the_board,
    signed_in,
)

SINCE, DAY = date(2026, 3, 1), date(2026, 5, 6)
# {id: (city, what is published in the unit of the figure, scale, figure)}
TOTALS = {
    "T06": ("通化", 518, 1, "cocon.help_funds_wan"),
    "T09": ("通化", 150, 1, "cocon.social_services"),
    "T10": ("通化", 1_400, 10, "cocon.helping_pairs"),
    "J22": ("涧西", 6, 1, "cocon.social_organisations"),
}
SHOWN = {key: round(Decimal(value) / scale) for key, (_, value, scale, _) in TOTALS.items()}


def engage(city: City, count: int) -> list[Engagement]:
    made = Institution.objects.bulk_create(
        Institution(name=f"{city.community.name}社工{number}", kind="social", area=city.community)
        for number in range(count)
    )
    told = {"area": city.community, "purpose": "为老服务", "since": SINCE}
    stamps = {"entered_by": city.desk, "entered_at": at(2026, 3, 2)}
    return Engagement.objects.bulk_create(Engagement(organisation=one, **told, **stamps) for one in made)


def load_tonghua(city: City) -> None:
    """Pairs of ten units; a tenth part of the money as goods, to the fen; what a team gave, what is void and what is over beside it."""
    units = Institution.objects.bulk_create(
        Institution(name=f"帮扶单位{number}", kind="authority", area=city.community) for number in range(10)
    )
    told = {"area": city.community, "need": "living", "entered_by": city.desk, "entered_at": at(2026, 3, 2)}
    pairs = HelpingPair.objects.bulk_create(
        HelpingPair(unit=units[number % 10], since=SINCE, **told) for number in range(SHOWN["T10"])
    )
    HelpingPair.objects.create(unit=units[0], since=SINCE, until=SINCE, end_reason="over", **told)
    HelpingPair.objects.create(unit=units[0], since=SINCE, end_reason="mistake", **told)
    each, rest = divmod(518 * 10_000 * 100, len(pairs))
    stamps = {"by": city.desk, "at": at(2026, 5, 7), "day": DAY, "words": "送到"}
    HelpGiven.objects.bulk_create(
        HelpGiven(pair=pair, kind="money" if number % 10 else "goods", fen=each + (0 if number else rest), **stamps)
        for number, pair in enumerate(pairs)
    )
    HelpGiven.objects.create(
        pair=pairs[0], kind="money", fen=99, state="void", void_reason="wrong", voided_at=stamps["at"], **stamps
    )
    [engagement] = engage(city, 1)
    SocialService.objects.bulk_create(
        SocialService(
            engagement=engagement,
            kind="group",
            title=f"第{number}次",
            day=SINCE + timedelta(days=number % 60),
            hours=2,
            heads=9,
            by=city.desk,
            at=at(2026, 5, 7),
        )
        for number in range(SHOWN["T09"])
    )


def load_jianxi(city: City) -> None:
    """Six, one of which is at work in two places."""
    first = engage(city, 6)[0]
    street = city.community.parent
    told = {"entered_by": city.desk, "entered_at": at(2026, 3, 2), "purpose": "心理服务"}
    Engagement.objects.create(area=street, organisation=first.organisation, since=DAY, **told)


LOADERS = {"通化": load_tonghua, "涧西": load_jianxi}


def in_the_workbook(client, city: City) -> dict[str, Decimal]:
    reply = client.get(f"/board/{city.area.pk}/report.xlsx", {"period": YEAR.slug})
    book = openpyxl.load_workbook(io.BytesIO(b"".join(reply.streaming_content)))
    values = {row[1]: row[2] for row in book["指标"].iter_rows(min_row=4, values_only=True)}
    return {figure: Decimal(str(values[label_of(figure)])) for _, _, _, figure in TOTALS.values()}


@pytest.fixture
def cities(db) -> dict[str, City]:
    found = {}
    for position, (name, load) in enumerate(LOADERS.items()):
        found[name] = City(name, position)
        load(found[name])
    fill_figures(YEAR, as_of=LATER)
    return found


def test_every_published_total_is_found(cities, client):
    derived = {key for key, (_, _, _, figure) in TOTALS.items() if hasattr(registry.figures[figure], "formula")}
    for ask in (on_the_board, in_the_api, in_the_workbook):
        said = {name: signed_in(client, city, ask) for name, city in cities.items()}
        found = {key: said[city][figure] for key, (city, _, _, figure) in TOTALS.items() if figure in said[city]}
        wanted = SHOWN if ask is not on_the_board else {key: SHOWN[key] for key in SHOWN.keys() - derived}
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
    assert {key: value for key, (_, value, _, _) in TOTALS.items()} == listed
