"""Estates and terms of property companies for tests, made through the services."""

from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from cocon.estates.choices import TermState
from cocon.estates.services.estates import estate_acts
from cocon.estates.services.terms import term_acts
from cocon.models import Estate, PropertyTerm
from orgtree.acts import make, perform_one
from orgtree.choices import InstitutionKind, Standing
from orgtree.models import Area, Institution
from orgtree.units.services.institutions import create_institution
from tests.cocon.units.makers import clerk_of, unit_of

SINCE = date(2020, 1, 1)
DAY = timedelta(days=1)
_names = count(1)


def estate(town, member=None, **changes) -> Estate:
    """A new estate of 东园社区."""
    said = {
        "area": town.east,
        "name": f"东园小区{next(_names)}",
        "households": 300,
        "buildings": 6,
        "since": SINCE,
        "party_org": None,
    }
    return make(estate_acts, "enter", by=changes.pop("by", town.secretary), **said | changes).row


def company(town, name: str = "安居物业公司") -> Institution:
    """A property company of the street, where somebody is told."""
    known = Institution.objects.filter(name=name).first()
    if known is None:
        known = unit_of(town, name, kind=InstitutionKind.PROPERTY)
        clerk_of(known)
    return known


def next_company() -> Institution:
    """Another one where the first is."""
    first = Institution.objects.get(name="安居物业公司")
    known = Institution.objects.filter(name="新宜物业公司").first()
    return known or create_institution(name="新宜物业公司", kind=InstitutionKind.PROPERTY, area=first.area, by=None)


def term(town, member=None, **changes) -> PropertyTerm:
    """A company looks after an estate, since a hundred days."""
    said = {"since": timezone.localdate() - 100 * DAY, "until": None} | changes
    said = {"estate": said.get("estate") or estate(town), "company": company(town)} | said
    return make(term_acts, "begin", by=said.pop("by", town.secretary), **said).row


def coming(town, member=None) -> PropertyTerm:
    return term(town, since=timezone.localdate() + 30 * DAY)


def over(town, member=None) -> PropertyTerm:
    return term(town, until=timezone.localdate() - DAY)


def ended(town, member=None) -> Estate:
    said = {"ended_on": None, "reason": "拆迁"}
    return perform_one(estate_acts, "end", pk=estate(town).pk, by=town.secretary, **said)


def standing(town, member=None) -> Estate:
    """An estate of which one place is known, with a committee in office."""
    row = estate(town)
    row.places.add(town.east_grid)
    since = timezone.localdate() - DAY
    return perform_one(estate_acts, "elect", pk=row.pk, by=town.secretary, since=since, until=None)


MAKERS = {
    "cocon.estate": {Standing.OPEN: standing, Standing.ENDED: ended},
    "cocon.propertyterm": {TermState.COMING: coming, TermState.IN_FORCE: term, TermState.ENDED: over},
}
WORDS = {
    "cocon.estate.edit": {"name": "东园新村", "households": 320},
    "cocon.estate.elect": lambda: {
        "since": timezone.localdate() - DAY,
        "until": timezone.localdate() + 300 * DAY,
    },
    "cocon.propertyterm.replace": lambda: {
        "company": next_company(),
        "since": timezone.localdate(),
        "until": None,
    },
    "cocon.estate.link": lambda: {"place": Area.objects.get(name="东园二网格")},
}
BEGINNINGS = {
    "cocon.estate.enter": lambda town, member: {
        "area": town.east,
        "name": "东园小区",
        "households": 300,
        "buildings": 6,
        "since": SINCE,
    },
    "cocon.propertyterm.begin": lambda town, member: {
        "estate": estate(town),
        "company": company(town),
        "since": SINCE,
    },
}
