"""Brands, what belongs to them and people served, made through the services."""

from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from cocon.brands.choices import BrandState, TallyState
from cocon.brands.models import THINGS
from cocon.brands.services.brands import brand_acts, part_acts, tally_acts
from cocon.models import Brand, BrandPart, BrandTally
from orgtree.acts import make, perform_one
from tests.volunteers.gatherings import announced, put_back
from volunteers.activities.services.outreach import set_residents
from volunteers.models import ActivitySession

SINCE = date(2024, 3, 1)
DAY = timedelta(days=1)
_names = count(1)


def brand(town, member=None, **changes) -> Brand:
    """A new brand of 东园社区."""
    said = {
        "area": town.east,
        "name": f"红邻里{next(_names)}",
        "what": "党员带头，邻里互助",
        "since": SINCE,
        "outcome": "楼道整洁，邻里和睦",
        "is_main": False,
    }
    return make(brand_acts, "enter", by=changes.pop("by", town.secretary), **said | changes).row


def public(town, member=None, **changes) -> Brand:
    """Opened by somebody of the street, so that whoever does it again is another."""
    return perform_one(brand_acts, "publish", pk=brand(town, **changes).pk, by=town.street_secretary)


def held(town, residents: int = 0, **changes) -> ActivitySession:
    """A session of yesterday that served so many residents."""
    session = put_back(announced(town.east, town.clerk, **changes))
    if residents:
        set_residents(session_id=session.pk, residents=residents, by=town.clerk)
    return session


def part(town, member=None, **things) -> BrandPart:
    """An activity, unless another thing is named."""
    said = dict.fromkeys(THINGS) | things
    said["brand"] = said.get("brand") or brand(town)
    if not things.keys() & set(THINGS):
        said["activity"] = announced(town.east, town.clerk).activity
    return make(part_acts, "link", by=said.pop("by", town.secretary), **said).row


def tally(town, member=None, **changes) -> BrandTally:
    said = {"day": timezone.localdate() - 9 * DAY, "people": 40, "what": "端午包粽子"} | changes
    said["brand"] = said.get("brand") or brand(town)
    return make(tally_acts, "count", by=said.pop("by", town.secretary), **said).row


MAKERS = {
    "cocon.brand": {BrandState.DRAFT: brand, BrandState.PUBLIC: public},
    "cocon.brandpart": {"linked": part},
    "cocon.brandtally": {TallyState.COUNTED: tally},
}
WORDS = {"cocon.brand.edit": {"name": "红邻里新", "is_main": True}}
BEGINNINGS = {
    "cocon.brand.enter": lambda town, member: {
        "area": town.east,
        "name": "红邻里",
        "what": "邻里互助",
        "since": SINCE,
        "is_main": True,
    },
    "cocon.brandpart.link": lambda town, member: {
        "brand": brand(town),
        "activity": announced(town.east, town.clerk).activity,
    },
    "cocon.brandtally.count": lambda town, member: {
        "brand": brand(town),
        "day": timezone.localdate(),
        "people": 30,
        "what": "包粽子",
    },
}
