"""One person twice in the demo: one pair to be found, one that a colleague has proposed to merge."""

from datetime import timedelta

from orgtree.acts import make
from orgtree.choices import PostKind
from orgtree.models import Post
from volunteers.choices import ConsentPurpose
from volunteers.members.models.report_in import ReportIn
from volunteers.members.services.members import enrol_member
from volunteers.members.services.pair_acts import pairs


def build_doubles() -> None:
    """Two members of a community came to the counter once more, without a phone."""
    belonging = ReportIn.objects.belonging().select_related("member", "community").order_by("pk")
    first = belonging.filter(member__user__isnull=False)[0]
    community, others = first.community, belonging.filter(community=first.community).exclude(pk=first.pk)
    second = others.order_by("member__phone_hash")[0]  # the same one however the fill was cut up
    secretary = Post.objects.live().filter(kind=PostKind.COMMUNITY_SECRETARY, area=community).earliest("pk").holder
    for report_in, is_proposed in ((first, True), (second, False)):
        known = report_in.member
        again = enrol_member(
            name=known.name,
            unit_name=known.unit_name,
            community=community,
            residence=report_in.residence,
            purposes=[ConsentPurpose.REGISTRATION],
            by=secretary,
        )
        # A day after the first time, so that a fill that was cut short makes the same district.
        came_again = report_in.submitted_at + timedelta(days=1)
        ReportIn.objects.filter(member=again).update(submitted_at=came_again)
        if is_proposed:
            make(pairs, "propose", by=secretary, member=known, other=again)
