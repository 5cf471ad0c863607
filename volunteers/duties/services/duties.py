"""Claims on duty posts (认岗) that end with what they rest on; how they begin is in `claiming`, what people do about them in `duty_claim_acts`."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet

from orgtree.acts import follow
from volunteers.duties.choices import ReleaseCause
from volunteers.duties.models import DutyClaim, DutyPost
from volunteers.duties.services.duty_claim_acts import duty_claims


@transaction.atomic
def release_claims(*, member_id: int, reason: str, by) -> int:
    """End every live claim of a member whose report-in ends; how many there were. The caller has checked `by`."""
    return _end(DutyClaim.objects.live().filter(member=member_id), ReleaseCause.REPORT_IN, reason, by)


def end_claims_of(posts: Sequence[DutyPost], cause: str, reason: str, *, by) -> int:
    """End every live claim on posts that the caller has locked; how many there were."""
    return _end(DutyClaim.objects.live().filter(post__in=posts), cause, reason, by)


def _end(rows: QuerySet[DutyClaim], cause: str, reason: str, by) -> int:
    """End the claims, locked in the order of their ids."""
    locked = rows.select_related("member", "post__area").order_by("pk").select_for_update(of=("self",), no_key=True)
    claims = list(locked)
    for claim in claims:
        claim.cause = cause
    return follow(duty_claims, "end", claims, reason=reason, by=by)
