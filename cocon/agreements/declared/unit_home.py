"""On the unit's own desk: agreements to sign first, then those in force."""

from cocon.agreements.choices import AgreementState
from cocon.agreements.services.agreements import unit_agreements
from cocon.declare import UnitSection

SHOWN = {AgreementState.ACTIVE, AgreementState.EXPIRING, AgreementState.UPCOMING}


def to_sign(unit, user) -> tuple[str, dict] | None:
    """What the community has signed and the unit has not."""
    rows = list(unit_agreements(unit).for_unit().order_by("community_signed_at"))
    return ("cocon/agreements/to_sign_section.html", {"agreements": rows}) if rows else None


def signed(unit, user) -> tuple[str, dict] | None:
    """What is in force, or will be, the nearest end first."""
    rows = [row for row in unit_agreements(unit).signed().order_by("until") if row.state in SHOWN]
    return ("cocon/agreements/signed_section.html", {"agreements": rows}) if rows else None


SECTIONS = [UnitSection("agreements-to-sign", 10, to_sign), UnitSection("agreements", 55, signed)]
