"""What waits for a person's vote, on the first pages of members and of units."""

from django.urls import reverse
from django.utils import timezone

from assessments.ballots.models import Poll
from orgtree.declare import HomeTask

SHOWN = 5


def polls(member):
    """Polls that wait for the member's ballot."""
    return Poll.objects.waiting_for(member.user)


def tasks(member) -> list[HomeTask]:
    """Polls on whose roll the member stands and of which they hold no ballot yet."""
    return [
        HomeTask(
            f"投票：{poll.title}",
            f"{poll.area.name}，{timezone.localtime(poll.closes_at):%-m月%-d日 %H:%M}截止，不记名",
            reverse("ballot-sheet", args=[poll.pk]),
            timezone.localdate(poll.closes_at),
        )
        for poll in _waiting(member.user)
    ]


def unit_section(unit, user):
    """The same for a unit's clerk; None for none."""
    polls = _waiting(user)
    return ("assessments/ballots/unit_section.html", {"polls": polls}) if polls else None


def _waiting(user) -> list[Poll]:
    return list(Poll.objects.waiting_for(user).select_related("area").order_by("closes_at", "pk")[:SHOWN])
