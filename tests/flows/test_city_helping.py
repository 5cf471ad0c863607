"""What the cities publish about helping pairs and social organisations, loaded at the scale said, and found on board, API, workbook and document."""

from datetime import date, timedelta

import pytest

from cocon.models import Contribution, Engagement, HelpGiven, HelpingPair, SocialService
from orgtree.models import Institution
from tests.deeds import at
from tests.flows.cities import City, Total
from tests.flows.shown import assert_shown, load_cities

SINCE, DAY = date(2026, 3, 1), date(2026, 5, 6)
TOTALS = [
    Total("T06", "通化", 518, 1, "cocon.funds_and_goods_wan"),
    Total("T09", "通化", 150, 1, "cocon.social_services"),
    Total("T10", "通化", 1_400, 10, "cocon.helping_pairs"),
    Total("J22", "涧西", 6, 1, "cocon.social_organisations"),
]


def engage(city: City, count: int) -> list[Engagement]:
    made = Institution.objects.bulk_create(
        Institution(name=f"{city.community.name}社工{number}", kind="social", area=city.community)
        for number in range(count)
    )
    told = {"area": city.community, "purpose": "为老服务", "since": SINCE}
    stamps = {"entered_by": city.desk, "entered_at": at(2026, 3, 2)}
    return Engagement.objects.bulk_create(Engagement(organisation=one, **told, **stamps) for one in made)


def load_tonghua(city: City) -> None:
    """Pairs of ten units; 18 of the 518 given besides them; a tenth part of the money in pairs as goods, to the fen; what a team gave, what is void and what is over beside it."""
    units = Institution.objects.bulk_create(
        Institution(name=f"帮扶单位{number}", kind="authority", area=city.community) for number in range(10)
    )
    told = {"area": city.community, "need": "living", "entered_by": city.desk, "entered_at": at(2026, 3, 2)}
    pairs = HelpingPair.objects.bulk_create(
        HelpingPair(unit=units[number % 10], since=SINCE, **told) for number in range(140)
    )
    HelpingPair.objects.create(unit=units[0], since=SINCE, until=SINCE, end_reason="over", **told)
    HelpingPair.objects.create(unit=units[0], since=SINCE, end_reason="mistake", **told)
    each, rest = divmod(500 * 10_000 * 100, len(pairs))
    stamps = {"by": city.desk, "at": at(2026, 5, 7), "day": DAY, "words": "送到"}
    HelpGiven.objects.bulk_create(
        HelpGiven(pair=pair, kind="money" if number % 10 else "goods", fen=each + (0 if number else rest), **stamps)
        for number, pair in enumerate(pairs)
    )
    HelpGiven.objects.create(
        pair=pairs[0], kind="money", fen=99, state="void", void_reason="wrong", voided_at=stamps["at"], **stamps
    )
    besides = {"area": city.community, "unit": units[0], **stamps}
    Contribution.objects.create(kind="money", fen=1_234_567, **besides)
    Contribution.objects.create(kind="goods", fen=18 * 10_000 * 100 - 1_234_567, **besides)
    Contribution.objects.create(
        kind="money", fen=99, state="void", void_reason="twice", voided_at=stamps["at"], **besides
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
        for number in range(150)
    )


def load_jianxi(city: City) -> None:
    """Six, one of which is at work in two places."""
    first = engage(city, 6)[0]
    street = city.community.parent
    told = {"entered_by": city.desk, "entered_at": at(2026, 3, 2), "purpose": "心理服务"}
    Engagement.objects.create(area=street, organisation=first.organisation, since=DAY, **told)


LOADERS = {"通化": load_tonghua, "涧西": load_jianxi}


@pytest.fixture
def cities(db) -> dict[str, City]:
    return load_cities(LOADERS)


def test_every_published_total_is_found(cities, client):
    assert_shown(client, cities, TOTALS)
