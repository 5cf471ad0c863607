"""On the unit's own desk: with which communities the unit is paired."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from cocon.declare import UnitSection, YearFact
from cocon.units.models import Pairing, UnitProfile, UnitYear
from orgtree.choices import Permission as P
from volunteers.models import FeedbackSheet


def pairings_of(unit, user) -> tuple[str, dict] | None:
    """The pairings that last, the newest first."""
    rows = Pairing.objects.in_force_on(timezone.localdate()).filter(unit=unit).select_related("community__parent")
    found = list(rows.order_by("-since", "-pk"))
    return ("cocon/units/pairings_section.html", {"pairings": found}) if found else None


def profile_of(unit, user) -> tuple[str, dict]:
    """The way to what the unit tells of itself; last, once it is filled in."""
    return ("cocon/units/profile_section.html", {"profile": UnitProfile.objects.filter(unit=unit).first()})


def year_of(unit, user) -> tuple[str, dict]:
    """The way to the year's sheet, and to what communities fed back of the unit's members: what these have agreed to, and nothing else."""
    year = timezone.localdate().year
    said = UnitYear.objects.filter(unit=unit, year=year).exists()
    sheets = FeedbackSheet.objects.delivered().filter(unit=unit).allowed(user, P.FEEDBACK_RECEIVE).count()
    at = reverse("admin:volunteers_receivedsheet_changelist")
    return "cocon/units/year_section.html", {"year": year, "said": said, "sheets": sheets, "sheets_at": at}


def paired_in(unit, year: int) -> Iterator[tuple[str, str, str]]:
    """Communities with which the unit was paired in the year."""
    rows = Pairing.objects.filter(unit=unit, since__lte=date(year, 12, 31)).exclude(until__lt=date(year, 1, 1))
    names = sorted({row.community.name for row in rows.select_related("community")})
    if names:
        yield "结对社区", "、".join(names), ""


def fed_back_in(unit, year: int) -> Iterator[tuple[str, str, str]]:
    """Sheets on members that left for the unit, by the member's consent."""
    sheets = FeedbackSheet.objects.delivered().filter(unit=unit, period_start__year=year)
    told = sheets.order_by().aggregate(sheets=Count("pk"), members=Count("member", distinct=True))
    if told["sheets"]:
        yield "党员服务反馈", f"{told['members']}名党员，{told['sheets']}份反馈表", ""


SECTIONS = [
    UnitSection("pairings", 60, pairings_of),
    UnitSection("year", 88, year_of),
    UnitSection("profile", 90, profile_of),
]
FACTS = [YearFact("pairings", 10, paired_in), YearFact("feedback", 70, fed_back_in)]
