"""Wishes that the member holds, the most urgent first; else how many wait for somebody."""

from cocon.wishes.choices import WishState
from cocon.wishes.models import Wish
from volunteers.members.models.member import Member

SHOWN = 3


def section(member: Member):
    """Own wishes in hand, and the number of open ones around."""
    held = list(Wish.objects.filter(claimed_by=member, state=WishState.CLAIMED).order_by("due_on", "pk")[:SHOWN])
    waiting = Wish.objects.around(member).open().count()
    return ("cocon/wishes/section.html", {"held": held, "waiting": waiting}) if held or waiting else None
