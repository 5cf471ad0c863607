"""The community decides on claims: appointed (任岗), credited for it, or turned down with a reason."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.rules.reasons import check_reason
from orgtree.rules.steps import step_from
from orgtree.services.outcome import Outcome
from volunteers.duties.choices import ClaimState
from volunteers.duties.models import DutyClaim
from volunteers.duties.rules.duties import LABELS, STEPS
from volunteers.duties.services.duties import end_claims, locked_claims
from volunteers.duties.services.duty_notices import tell_members
from volunteers.members.services.report_ins import mark_posted
from volunteers.points.services.points import Deed, credit_deeds
from volunteers.points.services.rule_sets import RuleBook

CLAIMED_A_POST = "B02"


@transaction.atomic
def appoint_claims(*, claim_ids: Sequence[int], by) -> Outcome:
    """Appoint those who wait: credited B02, once a year."""
    claims, outcome = _decidable(claim_ids, "appoint", by)
    now = timezone.now()
    for claim in claims:
        claim.state, claim.appointed_at, claim.decided_by = ClaimState.APPOINTED, now, by
        claim.credit_from = timezone.localdate(now).replace(day=1)
    DutyClaim.objects.bulk_update(claims, ["state", "appointed_at", "decided_by", "credit_from"])
    mark_posted(member_ids=[claim.member_id for claim in claims], by=by)
    credit_appointments(claims, by=by)
    tell_members(claims)
    outcome.done = len(claims)
    return outcome


def credit_appointments(claims: Sequence[DutyClaim], *, by) -> None:
    """Credit B02 for appointed claims, once per member and year, where the rules in force have the item."""
    book = RuleBook()
    deeds = [_appointment_deed(claim) for claim in claims]
    covered = [deed for deed in deeds if is_covered(book, deed)]
    credit_deeds(deeds=covered, by=by, book=book)


def _appointment_deed(claim: DutyClaim) -> Deed:
    year = timezone.localtime(claim.appointed_at).year
    return Deed(
        member_id=claim.member_id,
        item_code=CLAIMED_A_POST,
        quantity=1,
        occurred_at=claim.appointed_at,
        area=claim.post.area,
        source=f"{CLAIMED_A_POST}:{claim.member_id}:{year}",
        note=claim.post.title,
    )


def is_covered(book: RuleBook, deed: Deed) -> bool:
    """Whether the rules in force where and when the deed happened have its item; a city may do without."""
    try:
        book.item_for(deed.item_code, deed.area, timezone.localdate(deed.occurred_at))
    except RuleBroken:
        return False
    return True


@transaction.atomic
def decline_claims(*, claim_ids: Sequence[int], reason: str, by) -> Outcome:
    """Turn down those who wait, with a reason that they read."""
    text = check_reason(reason, verb="不予通过的")
    claims, outcome = _decidable(claim_ids, "decline", by)
    for claim in claims:
        claim.state, claim.reason, claim.decided_by = ClaimState.DECLINED, text, by
    end_claims(claims, by)
    outcome.done = len(claims)
    return outcome


def _decidable(ids: Sequence[int], verb: str, by) -> tuple[list[DutyClaim], Outcome]:
    """(locked claims on which the desk may take the step; the refusals so far)."""
    asked = set(ids)
    found = locked_claims(DutyClaim.objects.allowed(by, P.DUTY_MANAGE).filter(pk__in=asked))
    outcome, fit = Outcome(), []
    for claim in found:
        try:
            step_from(STEPS, verb, claim.state, LABELS)
            if claim.member.user_id == by.pk:
                raise RuleBroken("own_record", "不能办理本人的认岗，请由其他工作人员办理")
        except RuleBroken as broken:
            outcome.refuse(claim, broken.message)
        else:
            fit.append(claim)
    outcome.refuse_missing(len(asked), len(found))
    return fit, outcome
