"""What cities publish about units that take part, loaded as records at the scale said, and found again wherever figures are shown."""

from datetime import date

import pytest

from cocon.models import Agreement, Pairing
from orgtree.choices import AreaKind, InstitutionKind, PartyOrgKind
from orgtree.models import Area, Institution, PartyOrg
from orgtree.tree.services.tree import create_area
from tests.deeds import at
from tests.flows.cities import City, Total
from tests.flows.shown import assert_shown, load_cities

SINCE, UNTIL, OVER = date(2025, 3, 1), date(2028, 2, 29), date(2026, 12, 30)
TOTALS = [
    Total("T04", "通化", 789, 3, "cocon.agreeing_units"),
    Total("W26", "威海", 965, 5, "cocon.paired_units"),
    Total("W27", "威海", 340, 5, "cocon.paired_communities"),
    Total("J18", "涧西", 338, 2, "cocon.paired_orgs"),
]


def units_of(city: City, count: int) -> list[Institution]:
    return Institution.objects.bulk_create(
        Institution(name=f"第{number}单位", kind=InstitutionKind.PUBLIC, area=city.community) for number in range(count)
    )


def pair(city: City, pairs, until: date | None = None) -> None:
    told = {"since": SINCE, "until": until, "made_by": city.desk, "made_at": at(2025, 3, 1)}
    Pairing.objects.bulk_create(Pairing(unit=unit, community=area, **told) for unit, area in pairs)


def load_tonghua(city: City) -> None:
    """263 units with an agreement, the first of them with two; two more whose agreement is over or signed by one side."""
    units = units_of(city, 265)
    by = {"drafted_by": city.desk, "drafted_at": at(2025, 3, 1), "community_signed_by": city.desk}
    signed = {"unit_signed_by": city.desk, "unit_signed_at": at(2025, 3, 2)}

    def agreed(unit, number, **more) -> Agreement:
        told = {"since": SINCE, "until": UNTIL, "community_signed_at": at(2025, 3, 2), **by, **signed, **more}
        return Agreement(unit=unit, community=city.community, number=f"T{number}", **told)

    made = [agreed(unit, number) for number, unit in enumerate(units[:263])]
    made.append(agreed(units[263], 998, until=OVER))
    made.append(agreed(units[264], None, unit_signed_by=None, unit_signed_at=None))
    made[-1].number = None
    Agreement.objects.bulk_create(made)
    street = city.community.parent
    other = create_area(parent_id=street.pk, kind=AreaKind.COMMUNITY, code="300102001002", name="另一社区", by=None)
    twice = agreed(units[0], 999)
    twice.community = other
    twice.save()


def load_weihai(city: City) -> None:
    """193 units and 68 communities, each paired at least once, some several times; one pairing is over."""
    street = city.community.parent
    for number in range(2, 70):
        code = f"310102001{number:03d}"
        create_area(parent_id=street.pk, kind=AreaKind.COMMUNITY, code=code, name=f"{number}社区", by=None)
    areas, units = list(Area.objects.filter(parent=street).order_by("code")), units_of(city, 194)
    pair(city, ((unit, areas[number % 68]) for number, unit in enumerate(units[:193])))
    pair(city, ((unit, areas[(number + 1) % 68]) for number, unit in enumerate(units[:50])))
    pair(city, [(units[193], areas[68])], until=OVER)


def load_jianxi(city: City) -> None:
    """169 party organisations of paired units; one of a unit that is paired no more, one that was dissolved."""
    units = units_of(city, 171)
    told = {"kind": PartyOrgKind.BRANCH, "area": city.community}
    for number, unit in enumerate(units):
        PartyOrg.objects.create(name=f"第{number}支部", institution=unit, **told)
    PartyOrg.objects.filter(institution=units[170]).update(dissolved_on=OVER)
    pair(city, ((unit, city.community) for unit in [*units[:169], units[170]]))
    pair(city, [(units[169], city.community)], until=OVER)


LOADERS = {"通化": load_tonghua, "威海": load_weihai, "涧西": load_jianxi}


@pytest.fixture
def cities(db) -> dict[str, City]:
    return load_cities(LOADERS)


def test_every_published_total_is_found(cities, client):
    assert_shown(client, cities, TOTALS)
