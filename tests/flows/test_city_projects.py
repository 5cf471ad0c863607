"""What the cities publish about projects and money, loaded as records at the scale said, and found again on the board, by API and in the report."""

from datetime import date
from decimal import Decimal

import pytest

from cocon.models import FundEntry, FundLine, Project, ProjectSite
from orgtree.models import User
from tests.deeds import at
from tests.flows.cities import City, Total
from tests.flows.shown import YEAR, assert_shown, in_the_api, load_cities, signed_in

DAY, MOMENT = date(2026, 5, 6), at(2026, 5, 6)
WAN = 10_000 * 100  # fen
TOTALS = [
    Total("T11", "通化", 115, 1, "cocon.aid_students"),
    Total("T12", "通化", 50, 1, "cocon.aid_funds_wan"),
    Total("T13", "通化", 30, 1, "cocon.purchase_funds_wan"),
    Total("T14", "通化", 326, 1, "cocon.purchase_people"),
    Total("T20", "通化", 262, 1, "cocon.renewal_sites"),
    Total("T21", "通化", 761, 1, "cocon.renewal_buildings"),
    Total("T22", "通化", 178_000, 1, "cocon.renewal_people"),
    Total("W21", "威海", Decimal("3.6"), 1, "cocon.work_fund_wan"),
    Total("W22", "威海", 30, 1, "cocon.service_fund_wan"),
    Total("W23", "威海", 5_631, 1, "cocon.subsidies_wan"),
    Total("W28", "威海", 1_700, 10, "cocon.team_projects"),
    Total("S09", "沈阳", 4, 1, "cocon.street_fund_wan"),
    Total("S10", "沈阳", 2, 1, "cocon.party_fund_wan"),
    Total("S12", "沈阳", 155, 1, "cocon.party_projects"),
    Total("S13", "沈阳", 249, 1, "cocon.party_funds_wan"),
]


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
        "entered_by": city.desk,
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
    return load_cities(LOADERS)


def test_every_published_total_is_found(cities, client):
    assert_shown(client, cities, TOTALS)


def test_areas_meet_their_norms_or_do_not(cities, client):
    said = signed_in(client, cities["沈阳"], in_the_api)
    assert (said["cocon.street_fund_met"], said["cocon.party_fund_met"]) == (1, 1)
    assert said["cocon.service_fund_met"] == 0
    assert signed_in(client, cities["通化"], in_the_api)["cocon.service_fund_met"] == 1
    client.force_login(cities["沈阳"].desk)
    page = client.get(f"/board/{cities['沈阳'].area.pk}/rows/cocon.party_fund_norms/", {"period": YEAR.slug})
    for words in ("标准（元）", "20000", "差额（元）"):
        assert words in page.content.decode(), words
