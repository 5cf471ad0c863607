"""What waits for the sheet of one of a panel, on the first pages of members and of units; the reports that a unit is to hand in."""

from assessments.rounds.services.panels import subjects_to_score
from assessments.rounds.services.reports import waiting_of_units


def section(member):
    """How many subjects wait for the member's sheets; None for none."""
    return _shown(member.user, "assessments/rounds/section.html")


def unit_section(unit, user):
    """The same for a unit's clerk."""
    return _shown(user, "assessments/rounds/unit_section.html")


def unit_reports(unit, user) -> tuple[str, dict] | None:
    """The unit's reports that wait for it."""
    rows = list(waiting_of_units(user).filter(subject__institution=unit).select_related("subject__round"))
    return ("assessments/rounds/unit_reports.html", {"reports": rows}) if rows else None


def _shown(user, template: str) -> tuple[str, dict] | None:
    count = subjects_to_score(user).count()
    return (template, {"count": count}) if count else None
