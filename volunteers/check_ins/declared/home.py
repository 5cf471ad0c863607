"""The check-in of this half-year while it is not there, and whatever the community sent back."""

from django.urls import reverse
from django.utils import timezone

from orgtree.declare import HomeTask
from volunteers.check_ins.choices import CheckInKind, CheckInState
from volunteers.check_ins.models import CheckIn
from volunteers.check_ins.rules import slug_in_words, slug_of
from volunteers.members.models.member import Member
from volunteers.members.models.report_in import ACTIVE
from volunteers.members.rules.deadlines import end_of_half


def tasks(member: Member) -> list[HomeTask]:
    """For members on the roll who are not paused; nothing once all is sent."""
    spell = member.live_spell()
    if spell is None or spell.state not in ACTIVE:
        return []
    today = timezone.localdate()
    slug = slug_of(CheckInKind.HALF_YEAR, today)
    live = list(CheckIn.objects.live().filter(member=member))
    found = [
        HomeTask(str(one), f"被退回：{one.reason}", reverse("member-check-in", args=[one.pk]))
        for one in live
        if one.state == CheckInState.RETURNED
    ]
    if not any(one.kind == CheckInKind.HALF_YEAR and one.slug == slug for one in live):
        until = end_of_half(today)
        told = f"{until:%-m月%-d日}前，点一下即可"
        found.append(HomeTask(f"{slug_in_words(slug)}回社区报到", told, reverse("member-check-ins"), until))
    return found
