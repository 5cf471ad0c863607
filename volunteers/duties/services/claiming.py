"""What a claim on a post rests on: the words that are signed, a place left, the member's community and limit.

Locks are taken in one order everywhere: members, then posts, then claims, then accounts of points.
"""

from collections.abc import Sequence

from django.utils import timezone

from orgtree.acts import Ask, Doing
from orgtree.acts.asks import YES_OR_NO
from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.places import Capacity
from orgtree.scope.models.either import rows_of_either
from volunteers.duties.choices import ClaimOrigin
from volunteers.duties.models import DutyClaim, DutyPost, PledgeText
from volunteers.duties.rules.duties import DutyLimits, check_own_limit, check_room
from volunteers.members.models.report_in import ReportIn
from volunteers.members.services.meant import ask_member, lock_meant
from volunteers.points.services.rule_sets import RuleBook

POST_PLACES = Capacity(DutyPost, "needed", taking=lambda pk: DutyClaim.objects.live().filter(post=pk))


def pledge_for(kind: str) -> PledgeText:
    """The words to sign today for posts of a kind; raises RuleBroken where none are published."""
    text = PledgeText.objects.in_force(timezone.localdate()).filter(kind=kind).first()
    if text is None:
        raise RuleBroken("no_pledge", "这类岗位还没有承诺书，请联系管理员")
    return text


def offered_posts(user, ids: Sequence[int] | None = None):
    """Posts that the person keeps, and those of the communities where they report in."""
    halves = [DutyPost.objects.allowed(user, P.DUTY_MANAGE)]
    if user.token_covers(OWN):
        spells = ReportIn.objects.mine(user).live().select_related("community")
        halves += [DutyPost.objects.within(spell.community) for spell in spells]
    return rows_of_either(DutyPost.objects.all(), *halves)


def lock_claim(doing: Doing, ids: Sequence[int]) -> None:
    """`first` of a claim: the member and the post stand in its answers, locked: whoever claims next waits and then counts again."""
    lock_meant(doing, ids)
    doing.said["post"] = _locked_post(doing.said["post"].pk)


def _locked_post(pk: int) -> DutyPost:
    return DutyPost.objects.select_for_update(of=("self",), no_key=True).select_related("area").get(pk=pk)


def live_claim(doing: Doing) -> DutyClaim | None:
    """The claim that the member has on the post already, whoever made it."""
    return DutyClaim.objects.live().filter(post=doing.said["post"], member=doing.said["member"]).first()


def begin_claim(claim: DutyClaim, doing: Doing) -> None:
    """Raises RuleBroken (`closed`, `pledge_changed`, `elsewhere`, `full`, `too_many`); the quota holds however many claim at once."""
    post, today = claim.post, timezone.localdate()
    if not DutyPost.objects.open_on(today).filter(pk=post.pk).exists():
        raise RuleBroken("closed", "岗位已停止或任期已满，请选择其他岗位", conflict=True)
    if pledge_for(post.kind) != claim.pledge:
        raise RuleBroken("pledge_changed", "承诺书已更新，请重新阅读后再签", field="pledge", conflict=True)
    _check_belongs(claim)
    room = POST_PLACES.room(post.pk)
    check_room(needed=room.size, live=room.taken)
    limits = DutyLimits.of(RuleBook().set_for(post.area, today))
    check_own_limit(limit=limits.per_member, live=DutyClaim.objects.live().filter(member=claim.member).count())
    claim.origin = ClaimOrigin.SELF if claim.member.user_id == doing.by.pk else ClaimOrigin.PROXY


def _check_belongs(claim: DutyClaim) -> None:
    report_in = ReportIn.objects.belonging().filter(member=claim.member).select_related("community").first()
    if report_in is None or not claim.post.area.is_descendant_of(report_in.community, include_self=True):
        raise RuleBroken("elsewhere", "只能认领本人报到社区的岗位，报到被接收后才能认领", conflict=True)


CLAIM_ASKED = (
    ask_member(P.DUTY_MANAGE, "社区代录时填写党员编号；本人认领时省略"),
    Ask("post", "岗位", column="post", rows=offered_posts, told="岗位的编号"),
    Ask(
        "pledge",
        "承诺书",
        column="pledge",
        rows=lambda user, ids=None: PledgeText.objects.all(),
        told="所签承诺书的编号，须是现行版本",
    ),
    Ask(
        "on_paper",
        "纸质签署",
        column="on_paper",
        choices=YES_OR_NO,
        usual=False,
        told="代录时，本人是否已在纸质承诺书上签名",
    ),
)
