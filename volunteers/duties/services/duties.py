"""Claims on duty posts (认岗): made with a pledge, and ended by what they rest on; what people do about them is in `duty_claim_acts`.

Locks are taken in one order everywhere: members, then posts, then claims, then accounts of points.
"""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from orgtree.acts import follow, note_first
from orgtree.choices import Permission as P
from orgtree.database.constraints import constraints_as_rules
from orgtree.errors import RuleBroken, not_found
from orgtree.places import Capacity
from volunteers.duties.choices import ClaimOrigin, ReleaseCause
from volunteers.duties.models import DutyClaim, DutyPost, PledgeText
from volunteers.duties.rules.duties import DutyLimits, check_own_limit, check_room
from volunteers.duties.services.duty_claim_acts import duty_claims
from volunteers.members.models.member import Member
from volunteers.members.models.report_in import ReportIn
from volunteers.points.services.rule_sets import RuleBook

POST_PLACES = Capacity(DutyPost, "needed", taking=lambda pk: DutyClaim.objects.live().filter(post=pk))


def pledge_for(kind: str) -> PledgeText:
    """The words to sign today for posts of a kind; raises RuleBroken where none are published."""
    text = PledgeText.objects.in_force(timezone.localdate()).filter(kind=kind).first()
    if text is None:
        raise RuleBroken("no_pledge", "这类岗位还没有承诺书，请联系管理员")
    return text


@transaction.atomic
def claim_duty(*, post_id: int, member_id: int, pledge_id: int, on_paper: bool = False, by) -> tuple[DutyClaim, bool]:
    """(the live claim of the member on the post, whether it is new). `pledge_id` names the words that were signed.

    The member claims for themselves; otherwise the desk does, for someone without a phone. Raises RuleBroken
    (`full`, `too_many`, `elsewhere`, `closed`, `pledge_changed`); the quota holds however many claim at once.
    """
    member = _locked_member(member_id)
    post = _locked_post(post_id)
    own = member is not None and member.user_id == by.pk
    if member is None or post is None or not (own or by.holds_at(P.DUTY_MANAGE, post.area)):
        raise not_found()
    if claim := DutyClaim.objects.live().filter(post=post, member=member).first():
        return claim, False
    _check_claim(post, member, pledge_id)
    claim = DutyClaim(
        post=post,
        member=member,
        origin=ClaimOrigin.SELF if own else ClaimOrigin.PROXY,
        pledge_id=pledge_id,
        on_paper=on_paper,
        claimed_at=timezone.now(),
        entered_by=by,
    )
    with constraints_as_rules():
        claim.save()
    note_first(duty_claims, "claim" if own else "enter", claim, by=by)
    return claim, True


def _locked_member(pk: int) -> Member | None:
    return Member.objects.select_for_update(of=("self",), no_key=True).filter(pk=pk).first()


def _locked_post(pk: int) -> DutyPost | None:
    """The post, locked: whoever claims next waits here and then counts again."""
    return DutyPost.objects.select_for_update(of=("self",), no_key=True).select_related("area").filter(pk=pk).first()


def _check_claim(post: DutyPost, member: Member, pledge_id: int) -> None:
    today = timezone.localdate()
    if not DutyPost.objects.open_on(today).filter(pk=post.pk).exists():
        raise RuleBroken("closed", "岗位已停止或任期已满，请选择其他岗位", conflict=True)
    if pledge_for(post.kind).pk != pledge_id:
        raise RuleBroken("pledge_changed", "承诺书已更新，请重新阅读后再签", field="pledge", conflict=True)
    _check_belongs(post, member)
    room = POST_PLACES.room(post.pk)
    check_room(needed=room.size, live=room.taken)
    limits = DutyLimits.of(RuleBook().set_for(post.area, today))
    check_own_limit(limit=limits.per_member, live=DutyClaim.objects.live().filter(member=member).count())


def _check_belongs(post: DutyPost, member: Member) -> None:
    report_in = ReportIn.objects.belonging().filter(member=member).select_related("community").first()
    if report_in is None or not post.area.is_descendant_of(report_in.community, include_self=True):
        raise RuleBroken("elsewhere", "只能认领本人报到社区的岗位，报到被接收后才能认领", conflict=True)


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
