"""The check-in of this half-year while it is not there, and whatever the community sent back."""

from django.utils import timezone

from volunteers.check_ins.choices import CheckInKind, CheckInState
from volunteers.check_ins.models import CheckIn
from volunteers.check_ins.rules import slug_in_words, slug_of
from volunteers.members.models.member import Member
from volunteers.members.models.report_in import ACTIVE
from volunteers.members.rules.deadlines import end_of_half


def section(member: Member):
    """For members on the roll who are not paused; nothing once all is sent."""
    spell = member.live_spell()
    if spell is None or spell.state not in ACTIVE:
        return None
    today = timezone.localdate()
    slug = slug_of(CheckInKind.HALF_YEAR, today)
    live = list(CheckIn.objects.live().filter(member=member))
    returned = [one for one in live if one.state == CheckInState.RETURNED]
    due = not any(one.kind == CheckInKind.HALF_YEAR and one.slug == slug for one in live)
    if not (due or returned):
        return None
    context = {"returned": returned, "due": due, "stretch": slug_in_words(slug), "until": end_of_half(today)}
    return "volunteers/check_ins/section.html", context
