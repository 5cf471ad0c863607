"""One person twice in the demo: one pair to be found, one that a colleague has proposed to merge."""

from orgtree.acts import make
from orgtree.choices import PostKind
from orgtree.models import Post
from volunteers.choices import ConsentPurpose
from volunteers.members.models.report_in import ReportIn
from volunteers.members.services.members import enrol_member
from volunteers.members.services.pair_acts import pairs


def build_doubles() -> None:
    """Two members of a community came to the counter once more, without a phone."""
    live = ReportIn.objects.belonging().filter(member__user__isnull=False).select_related("member", "community")
    community = live.earliest("pk").community
    secretary = Post.objects.live().filter(kind=PostKind.COMMUNITY_SECRETARY, area=community).earliest("pk").holder
    for report_in, is_proposed in zip(live.filter(community=community).order_by("pk")[:2], (True, False), strict=False):
        known = report_in.member
        again = enrol_member(
            name=known.name,
            unit_name=known.unit_name,
            community=community,
            residence=report_in.residence,
            purposes=[ConsentPurpose.REGISTRATION],
            by=secretary,
        )
        if is_proposed:
            make(pairs, "propose", by=secretary, member=known, other=again)
