"""On the unit's own desk: its helping pairs, those that somebody should go to first; for a social organisation, where it works. For who leads a team, its pairs."""

from django.utils import timezone

from cocon.declare import UnitSection
from cocon.helping.lists import dress_pairs
from cocon.helping.models import Engagement, HelpingPair
from cocon.helping.services.visits import pairs_to_visit

SHOWN = 6


def show_pairs(unit, user) -> tuple[str, dict] | None:
    """The pairs in force, due ones first; each leads to the page where a visit is entered."""
    shown = _in_force(HelpingPair.objects.filter(unit=unit))
    return ("cocon/helping/pairs_section.html", shown) if shown else None


def show_team_pairs(member) -> tuple[str, dict] | None:
    """The same on the first page of who leads a team."""
    shown = _in_force(HelpingPair.objects.filter(team__leader=member))
    return ("cocon/helping/team_section.html", shown) if shown else None


def _in_force(own) -> dict | None:
    today = timezone.localdate()
    rows = list(own.in_force_on(today).filter(end_reason="").select_related("area", "team"))
    if not rows:
        return None
    due = set(pairs_to_visit(own, today).values_list("pk", flat=True))
    pairs = sorted(rows, key=lambda pair: (pair.pk not in due, pair.pk))[:SHOWN]
    dress_pairs(pairs)
    for pair in pairs:
        pair.is_due = pair.pk in due
    return {"pairs": pairs, "number": len(rows)}


def show_engagements(unit, user) -> tuple[str, dict] | None:
    """Where the organisation works now."""
    rows = Engagement.objects.in_force_on(timezone.localdate()).filter(organisation=unit).select_related("area")
    found = list(rows.order_by("area__name", "pk"))
    return ("cocon/helping/engagements_section.html", {"engagements": found}) if found else None


SECTIONS = [UnitSection("helping", 30, show_pairs), UnitSection("engagements", 32, show_engagements)]
