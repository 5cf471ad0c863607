"""小区 of the demo: one for each grid, most with a property company; some without, some whose contract or committee ends."""

from datetime import date, timedelta

from cocon.estates.models import Estate, PropertyTerm
from cocon.estates.services.estates import estate_acts
from cocon.estates.services.terms import term_acts
from config.demo_district.district_map import Part, Staffed
from config.demo_district.members import moment
from config.demo_district.names import STEMS, demo_uscc
from config.demo_district.party import FOUNDED_ON
from orgtree.acts import Noted, note_steps
from orgtree.choices import InstitutionKind, PartyOrgKind
from orgtree.days.rules.months import last_day
from orgtree.models import Institution, PartyOrg
from orgtree.units.services.institutions import create_institution
from orgtree.units.services.party import create_party_org

COMPANIES, WITH_PARTY = 8, 7
FIRST_USCC = 900  # well above the units of the demo
NAMES = ("家园", "花园", "新村", "小区", "苑")
YEARS = 365


def build_estates(part: Part) -> None:
    """Written at once; who looks after them and until when follows from their place in the district."""
    companies = _companies(part)
    orgs = {org.area_id: org for org in PartyOrg.objects.filter(kind=PartyOrgKind.BRANCH, institution=None)}
    for place in part.staffed:
        made = [_estate(part, place, number, orgs) for number in range(len(part.places.grids_of(place.area)))]
        estates = Estate.objects.bulk_create(made)
        through = Estate.places.through
        grids = part.places.grids_of(place.area)
        pairs = zip(estates, grids, strict=True)
        through.objects.bulk_create(through(estate=estate, area=grid) for estate, grid in pairs)
        terms = PropertyTerm.objects.bulk_create(
            term for number, estate in enumerate(estates) for term in _terms(part, place, estate, number, companies)
        )
        note_steps(estate_acts, [Noted(row, "enter", "", row.state, row.entered_by, row.entered_at) for row in estates])
        note_steps(term_acts, [Noted(row, "begin", "", row.state, row.made_by, row.made_at) for row in terms])


def _companies(part: Part) -> list[Institution]:
    """Made with the first communities; all but one have a party organisation."""
    if not part.is_first:
        return list(Institution.objects.filter(kind=InstitutionKind.PROPERTY).order_by("pk"))
    root = PartyOrg.objects.get(parent=None, kind=PartyOrgKind.COMMITTEE, area=part.places.district)
    made = []
    for number in range(COMPANIES):
        area = part.places.streets[number % len(part.places.streets)]
        name = f"示例{STEMS[number]}物业服务公司"
        uscc = demo_uscc(FIRST_USCC + number)
        made.append(create_institution(name=name, kind=InstitutionKind.PROPERTY, uscc=uscc, area=area, by=None))
    for unit in made[:WITH_PARTY]:
        create_party_org(
            parent_id=root.pk,
            kind=PartyOrgKind.BRANCH,
            name=f"中共{unit.name}支部委员会",
            area=unit.area,
            institution=unit,
            founded_on=FOUNDED_ON,
            by=None,
        )
    return made


def _estate(part: Part, place: Staffed, number: int, orgs: dict[int, PartyOrg]) -> Estate:
    """Of one grid: every fourth has no committee, one of seven a committee whose term is over or nearly."""
    grid = part.places.grids_of(place.area)[number]
    buildings = part.places.buildings_of(grid)
    turn = place.number * 5 + number
    elected = part.today - timedelta(days=YEARS * 5 - 40 if turn % 7 == 2 else YEARS * (1 + turn % 3))
    has_committee = turn % 4 != 3
    return Estate(
        area=place.area,
        name=f"{place.area.name.removesuffix('社区')}{STEMS[number]}{NAMES[turn % len(NAMES)]}",
        households=sum(building.households or 0 for building in buildings) or len(buildings) * 40,
        buildings=len(buildings),
        since=_since(turn),
        party_org=orgs.get(grid.pk),
        committee_since=elected if has_committee else None,
        committee_until=last_day(elected, 60) if has_committee else None,
        entered_by=place.clerk,
        entered_at=moment(part.today - timedelta(days=300), 540),
    )


def _since(turn: int) -> date:
    return date(1998 + turn % 20, 1 + turn % 12, 1)


def _terms(part: Part, place: Staffed, estate: Estate, number: int, companies: list[Institution]) -> list[PropertyTerm]:
    """One of nine estates has none; one of six had another before, one of five has a contract that ends soon."""
    turn = place.number * 5 + number
    if turn % 9 == 4:
        return []
    told = {"estate": estate, "made_by": place.clerk, "made_at": moment(part.today - timedelta(days=300), 560)}
    since = part.today - timedelta(days=YEARS + turn % 90)
    until = part.today + timedelta(days=45) if turn % 5 == 1 else since + timedelta(days=YEARS * 3)
    now = PropertyTerm(company=companies[turn % COMPANIES], since=since, until=until, **told)
    if turn % 6:
        return [now]
    reason = "合同到期，业主大会另选"
    first, last = since - timedelta(days=YEARS * 2), since - timedelta(days=1)
    before = PropertyTerm(company=companies[(turn + 3) % COMPANIES], since=first, until=last, end_reason=reason, **told)
    return [before, now]
