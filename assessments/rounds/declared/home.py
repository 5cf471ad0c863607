"""What waits for the sheet of one of a panel, on the first pages of members and of units; the reports that a unit is to hand in."""

from django.urls import reverse

from assessments.rounds.services.panels import seats_on_panels, subjects_to_score
from assessments.rounds.services.reports import waiting_of_units
from orgtree.declare import HomeTask


def seats(member):
    """The places that the member has on panels of open rounds."""
    return seats_on_panels(member.user)


def tasks(member) -> list[HomeTask]:
    """How many subjects wait for the member's sheets."""
    count = subjects_to_score(member.user).count()
    told = f"您是考评组成员，还有{count}个考评对象未评完"
    return [HomeTask("评分", told, reverse("panel-home"))] if count else []


def unit_section(unit, user) -> tuple[str, dict] | None:
    """The same for a unit's clerk; None for none."""
    count = subjects_to_score(user).count()
    return ("assessments/rounds/unit_section.html", {"count": count}) if count else None


def unit_reports(unit, user) -> tuple[str, dict] | None:
    """The unit's reports that wait for it."""
    rows = list(waiting_of_units(user).filter(subject__institution=unit).select_related("subject__round"))
    return ("assessments/rounds/unit_reports.html", {"reports": rows}) if rows else None
