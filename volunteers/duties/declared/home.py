"""The member's posts, or how many the community still looks for people for."""

from django.utils import timezone

from volunteers.duties.models import DutyClaim, DutyPost
from volunteers.members.models.member import Member
from volunteers.members.models.report_in import BELONGING


def section(member: Member):
    """Live claims; for a member on the roll also the number of posts with room."""
    spell = member.live_spell()
    if spell is None or spell.state not in BELONGING:
        return None
    posts = DutyPost.objects.open_on(timezone.localdate()).within(spell.community)
    claims = DutyClaim.objects.live().filter(member=member).select_related("post__area")
    context = {"claims": list(claims), "vacant": posts.counted().filter(vacant__gt=0).count()}
    return ("volunteers/duties/section.html", context) if context["claims"] or context["vacant"] else None
