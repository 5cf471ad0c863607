"""Pairings of the demo: each community with the units that reported in there and some more of its street; a few are over."""

from datetime import date, timedelta

from cocon.models import Pairing
from cocon.units.services.pairings import pairings
from config.demo_district.district_map import Part
from orgtree.acts import make, perform_one
from orgtree.choices import InstitutionKind
from orgtree.models import Institution
from volunteers.choices import UnitReportInState
from volunteers.models import UnitReportIn

MORE = 2  # units of other streets, besides those that reported in


def _pair(place, unit: Institution, since: date) -> Pairing:
    return make(pairings, "make", by=place.secretary, unit=unit, community=place.area, since=since).row


def build_pairings(part: Part) -> None:
    """One of four communities has a pairing that is over."""
    luck = part.luck("pairings")
    others = list(Institution.objects.exclude(kind=InstitutionKind.AUTHORITY).order_by("pk"))
    for place in part.staffed:
        reported = UnitReportIn.objects.filter(community=place.area, state=UnitReportInState.ACCEPTED)
        for row in reported.select_related("unit").order_by("pk"):
            since = part.today - timedelta(days=luck.randrange(30, 500))
            _pair(place, row.unit, since)
        for unit in luck.sample(others, MORE):
            since = part.today - timedelta(days=luck.randrange(30, 700))
            if not Pairing.objects.filter(unit=unit, community=place.area).exists():
                made = _pair(place, unit, since)
        if place.number % 4 == 3:
            last = part.today - timedelta(days=luck.randrange(1, 25))
            perform_one(
                pairings, "end", pk=made.pk, until=last, reason="双方商定结束，改由其他单位接续", by=place.secretary
            )
