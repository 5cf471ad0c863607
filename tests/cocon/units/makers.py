"""Rows of units' nouns in each state that an act may leave."""

from datetime import date, timedelta

from django.utils import timezone

from cocon.models import Pairing, UnitContact
from cocon.units.choices import PairingState
from cocon.units.services.pairings import pairings
from cocon.units.services.profiles import add_contact
from orgtree.acts import make
from orgtree.choices import InstitutionKind, PostKind
from orgtree.models import Institution, User
from orgtree.people.services.people import appoint, create_user
from orgtree.units.services.institutions import create_institution


def unit_of(town, name: str = "第一中学", **fields) -> Institution:
    """A unit of the street."""
    told = {"kind": InstitutionKind.SCHOOL, "area": town.street, "by": None}
    return create_institution(name=name, **told | fields)


def clerk_of(unit: Institution) -> User:
    """Somebody who handles the unit's shared matters."""
    clerk = create_user(account=f"danwei-{unit.pk}", name=f"{unit.name}书记", home=unit.area, by=None)
    appoint(holder_id=clerk.pk, kind=PostKind.UNIT_ORG, institution=unit, by=None)
    return clerk


def paired(town, member=None, *, unit: Institution | None = None, since: date | None = None, **fields) -> Pairing:
    """A unit paired with 东园社区 by its secretary."""
    since = since or timezone.localdate() - timedelta(days=30)
    fields = {"community": town.east, "by": town.secretary} | fields
    return make(pairings, "make", unit=unit or unit_of(town), since=since, **fields).row


def paired_with_clerk(town, member=None) -> Pairing:
    """The same, of a unit where somebody is told."""
    row = paired(town)
    clerk_of(row.unit)
    return row


def contact_of(town, member=None, *, unit: Institution | None = None, **fields) -> UnitContact:
    """A contact of a paired unit."""
    unit = unit or paired(town).unit
    return add_contact(
        **{"unit": unit, "role": "liaison", "name": "孙联络", "phone": "0379-63210000", "by": town.secretary} | fields
    )


MAKERS = {"cocon.pairing": {PairingState.IN_FORCE: paired_with_clerk}, "cocon.unitcontact": {"kept": contact_of}}
BEGINNINGS = {
    "cocon.pairing.make": lambda town, member: {
        "unit": unit_of(town),
        "community": town.east,
        "since": timezone.localdate(),
    }
}
