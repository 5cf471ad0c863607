"""What waits for the sheet of one of a panel, on the first pages of members and of units."""

from assessments.rounds.services.panels import subjects_to_score


def section(member):
    """How many subjects wait for the member's sheets; None for none."""
    return _shown(member.user, "assessments/rounds/section.html")


def unit_section(unit, user):
    """The same for a unit's clerk."""
    return _shown(user, "assessments/rounds/unit_section.html")


def _shown(user, template: str) -> tuple[str, dict] | None:
    count = subjects_to_score(user).count()
    return (template, {"count": count}) if count else None
