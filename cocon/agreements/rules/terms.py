"""What an agreement is on a day, and what is left of it. Days by date, never 24 hours; its last day: orgtree/days/rules/months.py.

Source: docs/rules.md, "Agreements".
"""

from dataclasses import dataclass
from datetime import date

from cocon.agreements.choices import AgreementState


def days_left(until: date, today: date) -> int:
    """Days after today on which it still holds: 0 on the last day, negative afterwards."""
    return (until - today).days


@dataclass(frozen=True)
class Standing:
    """What is known of an agreement: who signed, from when to when, when to remind, whether it was renewed or broken off."""

    by_community: bool
    by_unit: bool
    since: date
    until: date
    remind_on: date | None = None
    is_renewed: bool = False
    is_broken_off: bool = False
    is_cancelled: bool = False


def state_on(standing: Standing, today: date) -> str:
    """The one answer that lists, boards and pages give: an AgreementState."""
    if standing.is_cancelled:
        return AgreementState.CANCELLED
    if not (standing.by_community and standing.by_unit):
        return _signing(standing)
    if today < standing.since:
        return AgreementState.UPCOMING
    if today > standing.until:
        return _ended(standing)
    near = standing.remind_on is not None and today >= standing.remind_on
    return AgreementState.EXPIRING if near and not standing.is_renewed else AgreementState.ACTIVE


def _signing(standing: Standing) -> str:
    if standing.by_community:
        return AgreementState.COMMUNITY_SIGNED
    return AgreementState.UNIT_SIGNED if standing.by_unit else AgreementState.DRAFT


def _ended(standing: Standing) -> str:
    if standing.is_broken_off:
        return AgreementState.TERMINATED
    return AgreementState.RENEWED if standing.is_renewed else AgreementState.EXPIRED
