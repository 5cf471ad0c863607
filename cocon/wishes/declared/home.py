"""Wishes that the member holds, the most urgent first; and how many wait for somebody."""

from django.urls import reverse

from cocon.wishes.choices import WishState
from cocon.wishes.models import Wish
from orgtree.declare import HomeTask
from volunteers.members.models.member import Member


def section(member: Member):
    """The number of open ones around; None for none."""
    waiting = Wish.objects.around(member).open().count()
    return ("cocon/wishes/section.html", {"waiting": waiting}) if waiting else None


def held(member: Member):
    """Own wishes in hand."""
    return Wish.objects.filter(claimed_by=member, state=WishState.CLAIMED)


def tasks(member: Member) -> list[HomeTask]:
    """Each of them, with its last day."""
    return [
        HomeTask(
            f"微心愿：{wish.title}",
            f"请在{wish.due_on:%-m月%-d日}前办好",
            reverse("member-wish", args=[wish.pk]),
            wish.due_on,
        )
        for wish in held(member).order_by("due_on", "pk")
    ]
