"""What the cities publish about projects and money, loaded as records at the scale said, and found again on the board, by API and in the report."""

import csv
import re
from datetime import date
from decimal import Decimal as D

import pytest

from cocon.models import FundEntry, FundLine, Project, ProjectSite
from orgtree.declare import registry
from orgtree.figures.services.figures import fill_figures
from orgtree.models import User
from tests.deeds import at
from tests.flows.cities import City
from tests.flows.test_city_figures import LATER, LIST, YEAR, in_the_api, in_the_document, on_the_board, signed_in

DAY, MOMENT = date(2026, 5, 6), at(2026, 5, 6)
WAN = 10_000 * 100  # fen
# {id: (city, what is published in the unit of the figure, scale, figure)}
TOTALS = {
    "T11": ("通化", D(115), 1, "cocon.aid_students"),
    "T12": ("通化", D(50), 1, "cocon.aid_funds_wan"),
    "T13": ("通化", D(30), 1, "cocon.purchase_funds_wan"),
    "T14": ("通化", D(326), 1, "cocon.purchase_people"),
    "T20": ("通化", D(262), 1, "cocon.renewal_sites"),
    "T21": ("通化", D(761), 1, "cocon.renewal_buildings"),
    "T22": ("通化", D(178_000), 1, "cocon.renewal_people"),
    "W21": ("威海", D("3.6"), 1, "cocon.work_fund_wan"),
    "W22": ("威海", D(30), 1, "cocon.service_fund_wan"),
    "W23": ("威海", D(5_631), 1, "cocon.subsidies_wan"),
    "W28": ("威海", D(1_700), 10, "cocon.team_projects"),
    "S09": ("沈阳", D(4), 1, "cocon.street_fund_wan"),
    "S10": ("沈阳", D(2), 1, "cocon.party_fund_wan"),
    "S12": ("沈阳", D(155), 1, "cocon.party_projects"),
    "S13": ("沈阳", D(249), 1, "cocon.party_funds_wan"),
}
SHOWN = {key: value / scale for key, (_, value, scale, _) in TOTALS.items()}


def line_of(city: City, kind: str, wan: int = 0, area=None) -> FundLine:
    told = {"kind": kind, "name": kind, "year": 2026, "entered_by": city.desk, "entered_at": MOMENT}
    line = FundLine.objects.create(area=area or city.community, **told)
    if wan:
        entry(city, line, "budget", wan * WAN)
    return line


def entry(city: City, line: FundLine, kind: str, fen: int, project=None) -> None:
    told = {"day": DAY, "by": city.desk, "at": MOMENT}
    FundEntry.objects.create(line=line, kind=kind, fen=fen, project=project, **told)


def projects(city: City, kind: str, count: int, line: FundLine | None = None, **more) -> list[Project]:
    """Approved, accepted and closed."""
    other = User.objects.exclude(pk=city.desk.pk).order_by("pk").first()
    told = {
        "area": city.community,
        "kind": kind,
        "category": "service",
        "source": "survey",
        "words": "说明",
        "until": DAY,
        "line": line,
        "amount": 100 if line else 0,
        "state": "closed",
        "leader": city.desk,
        "entered_at": MOMENT,
        "second_by": other if line else None,
        "second_at": MOMENT if line else None,
        "accepted_by": other,
        "accepted_at": MOMENT,
    }
    return Project.objects.bulk_create(Project(title=f"项目{number}", **told | more) for number in range(count))


def load_tonghua(city: City) -> None:
    line = line_of(city, "service", 100)
    [aid, other] = projects(city, "aid", 2, line, people=50)
    Project.objects.filter(pk=other.pk).update(people=65)
    for fen in (25 * WAN, 30 * WAN, -5 * WAN):  # paid ahead, settled, a part came back
        entry(city, line, "settle", fen, aid)
    [purchase] = projects(city, "purchase", 1, line, people=326, hours=900)
    entry(city, line, "advance", 30 * WAN, purchase)
    one, two = projects(city, "renewal", 2, line, people=89_000)
    told = {"entered_by": city.desk, "entered_at": MOMENT}
    # 262 小区: 237 with three buildings, 25 with two; ten of them are told by both projects, and count once.
    sites = [(one, number, 3 if number < 237 else 2) for number in range(262)] + [
        (two, number, 1) for number in range(10)
    ]
    ProjectSite.objects.bulk_create(
        ProjectSite(project=project, name=f"小区{number}", key=f"小区{number}", buildings=buildings, **told)
        for project, number, buildings in sites
    )


def load_weihai(city: City) -> None:
    projects(city, "team", 170)
    line_of(city, "subsidy", 5_631)


def load_shenyang(city: City) -> None:
    line = line_of(city, "party", 2)
    found = projects(city, "party", 155, line)
    for number, project in enumerate(found):
        entry(city, line, "settle", (2 if number < 94 else 1) * WAN, project)
    line_of(city, "party", 4, city.community.parent)


LOADERS = {"通化": load_tonghua, "威海": load_weihai, "沈阳": load_shenyang}


@pytest.fixture
def cities(db) -> dict[str, City]:
    for number in range(2):
        User.objects.create(account=f"renyuan{number}", name="人员")
    found = {name: City(name, position) for position, name in enumerate(LOADERS)}
    for name, load in LOADERS.items():
        load(found[name])
    fill_figures(YEAR, as_of=LATER)
    return found


def test_every_published_total_is_found(cities, client):
    for ask in (on_the_board, in_the_api):
        said = {name: signed_in(client, city, ask) for name, city in cities.items()}
        found = {
            key: round(said[city][figure], 4) for key, (city, _, _, figure) in TOTALS.items() if figure in said[city]
        }
        derived = {key for key, (_, _, _, figure) in TOTALS.items() if hasattr(registry.figures[figure], "formula")}
        wanted = SHOWN if ask is in_the_api else {key: SHOWN[key] for key in SHOWN.keys() - derived}
        assert {key: found.get(key) for key in wanted} == wanted, ask.__name__
    documents = {name: signed_in(client, city, in_the_document) for name, city in cities.items()}
    for key, (city, _, _, _) in TOTALS.items():
        shown = f"{SHOWN[key].normalize():f}"
        either = rf"(?<!\d)({re.escape(shown)}|{re.escape(f'{SHOWN[key]:,}')})(\.?0*)(?!\d)"
        assert re.search(either, documents[city]), (key, documents[city])


def test_areas_meet_their_norms_or_do_not(cities, client):
    said = signed_in(client, cities["沈阳"], in_the_api)
    assert (said["cocon.street_fund_met"], said["cocon.party_fund_met"]) == (1, 1)
    assert said["cocon.service_fund_met"] == 0
    assert signed_in(client, cities["通化"], in_the_api)["cocon.service_fund_met"] == 1
    client.force_login(cities["沈阳"].desk)
    page = client.get(f"/board/{cities['沈阳'].area.pk}/rows/cocon.party_fund_norms/", {"period": YEAR.slug})
    for words in ("标准（元）", "20000", "差额（元）"):
        assert words in page.content.decode(), words


def test_each_id_is_the_source_of_its_figure():
    declared = {mark: key for key, figure in registry.figures.items() for mark in figure.source.split()}
    for key, (_, _, _, figure) in TOTALS.items():
        assert declared[key] == figure
        assert any(f"{{{figure}}}" in sentence.text for sentence in registry.sentences.values()), key


@pytest.mark.skipif(not LIST.exists(), reason="the list of the cities' figures is not beside the project")
def test_the_table_is_the_published_list():
    with LIST.open(encoding="utf-8") as file:
        listed = {row["id"]: D(row["value"]) for row in csv.DictReader(file) if row["id"] in TOTALS}
    assert {key: value for key, (_, value, _, _) in TOTALS.items()} == listed
