"""What waits for a person's vote, on the first pages of members and of units."""

from assessments.ballots.models import Poll

SHOWN = 5


def section(member):
    """Polls on whose roll the member stands and of which they hold no ballot yet; None for none."""
    polls = _waiting(member.user)
    return ("assessments/ballots/section.html", {"polls": polls}) if polls else None


def unit_section(unit, user):
    """The same for a unit's clerk."""
    polls = _waiting(user)
    return ("assessments/ballots/unit_section.html", {"polls": polls}) if polls else None


def _waiting(user) -> list[Poll]:
    return list(Poll.objects.waiting_for(user).select_related("area").order_by("closes_at", "pk")[:SHOWN])
