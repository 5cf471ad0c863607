"""Duty posts and claims for tests, made through the services."""

from orgtree.acts import make, perform
from volunteers.choices import DutyClass, DutyKind
from volunteers.duties.services.claiming import pledge_for
from volunteers.duties.services.duty_claim_acts import duty_claims
from volunteers.duties.services.duty_posts import open_duty
from volunteers.models import DutyClaim, DutyPost, Member


def opened(area, by, **changes) -> DutyPost:
    """A post of the community, or of a building or grid, that takes claims."""
    details = {
        "title": "政策宣讲员",
        "post_class": DutyClass.GOVERNANCE,
        "kind": DutyKind.ORDINARY,
        "duties": "每月入户宣讲一次",
        "needed": 2,
    }
    return open_duty(area=area, by=by, **details | changes)


def claimed(post: DutyPost, member: Member, by=None) -> DutyClaim:
    """A claim by the member, or entered by the desk."""
    said = {"post": post, "pledge": pledge_for(post.kind), "member": member}
    return make(duty_claims, "claim", by=by or member.user, **said).row


def appointed(post: DutyPost, member: Member, by) -> DutyClaim:
    """A claim that the community has approved."""
    claim = claimed(post, member)
    outcome = perform(duty_claims, "appoint", ids=[claim.pk], by=by)
    assert outcome.done == 1, outcome.refused
    claim.refresh_from_db()
    return claim
