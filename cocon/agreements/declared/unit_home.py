"""On the unit's own desk: agreements to sign first, then those in force."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from cocon.agreements.choices import AgreementState
from cocon.agreements.models import Agreement
from cocon.agreements.services.agreements import unit_agreements
from cocon.declare import UnitSection, YearFact

SHOWN = {AgreementState.ACTIVE, AgreementState.EXPIRING, AgreementState.UPCOMING}


def to_sign(unit, user) -> tuple[str, dict] | None:
    """What the community has signed and the unit has not."""
    rows = list(unit_agreements(unit).for_unit().order_by("community_signed_at"))
    return ("cocon/agreements/to_sign_section.html", {"agreements": rows}) if rows else None


def signed(unit, user) -> tuple[str, dict] | None:
    """What is in force, or will be, the nearest end first."""
    rows = [row for row in unit_agreements(unit).signed().order_by("until") if row.state in SHOWN]
    return ("cocon/agreements/signed_section.html", {"agreements": rows}) if rows else None


def agreed_in(unit, year: int) -> Iterator[tuple[str, str, str]]:
    """Agreements that were in force on a day of the year."""
    rows = Agreement.objects.signed().filter(unit=unit, since__lte=date(year, 12, 31), until__gte=date(year, 1, 1))
    for row in rows.select_related("community").order_by("since", "pk"):
        words = f"{row.community.name}　{row.since}至{row.until}　{AgreementState(row.state).label}"
        yield "共建协议", words, reverse("unit-agreement", args=[row.pk])


FACTS = [YearFact("agreements", 20, agreed_in)]
SECTIONS = [UnitSection("agreements-to-sign", 10, to_sign), UnitSection("agreements", 55, signed)]
