"""Posts and people that suit each other, with the reason; an invitation is a notice, and the member decides."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from orgtree.acts.outcome import Outcome
from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area, Notice
from orgtree.notices.services import notify
from orgtree.notices.words import called
from volunteers.duties.models import DutyClaim, DutyPost
from volunteers.duties.rules.duties import check_room
from volunteers.duties.rules.matching import Match, Offered, Wanted, match, nearness
from volunteers.duties.services.claiming import POST_PLACES
from volunteers.members.choices.people import ConsentPurpose
from volunteers.members.models.consent import Consent
from volunteers.members.models.member import Member
from volunteers.members.models.report_in import ReportIn

SHOWN = 30
DEPTH = {AreaKind.BUILDING: 3, AreaKind.GRID: 2}


@dataclass(frozen=True)
class Suggestion:
    """A member for a post: why, which of the skills may be shown, and whether they were invited."""

    member: Member
    match: Match
    skills_shown: bool
    invited: bool


@dataclass(frozen=True)
class PostForMember:
    """A post as a member sees it: why it suits them (None: nothing speaks for it), and their live claim on it."""

    post: DutyPost
    match: Match | None
    claim: DutyClaim | None


def suggest_members(*, post_id: int, by) -> list[Suggestion]:
    """At most SHOWN members of the community for a post, the best first; raises RuleBroken where `by` runs no posts.

    Skills count only for members who agreed to show them to organisers; the others are found by their times alone.
    """
    posts = DutyPost.objects.allowed(by, P.DUTY_MANAGE).select_related("area__parent__parent")
    post = posts.prefetch_related("skills").filter(pk=post_id).first()
    if post is None:
        raise not_found()
    members = _candidates(post)
    showing = _showing_skills(members)
    invited = _invited(post)
    found = []
    for member in members:
        fit = _fit(post, member, shows=member.pk in showing, to_member=False)
        if fit:
            found.append(Suggestion(member, fit, member.pk in showing, member.user_id in invited))
    found.sort(key=lambda one: (one.match.rank, -one.member.pk), reverse=True)
    return found[:SHOWN]


def _candidates(post: DutyPost) -> list[Member]:
    """Members on the roll of the post's community, not paused, who do not hold or claim the post."""
    community = chain_of(post.area)[0]
    on_roll = ReportIn.objects.active().filter(community=community).values("member")
    holding = DutyClaim.objects.live().filter(post=post).values("member")
    members = Member.objects.filter(pk__in=on_roll).exclude(pk__in=holding)
    return list(members.select_related("area__parent__parent").prefetch_related("skills"))


def _showing_skills(members: Collection[Member]) -> set[int]:
    """Who agreed to show their skills to organisers."""
    consents = Consent.objects.filter(
        text__purpose=ConsentPurpose.SKILLS, withdrawn_at__isnull=True, member__in=[member.pk for member in members]
    )
    return set(consents.values_list("member", flat=True))


def _invited(post: DutyPost) -> set[int]:
    return set(Notice.objects.filter(key=_invitation_key(post)).values_list("user", flat=True))


def _invitation_key(post: DutyPost) -> str:
    return f"duty:{post.pk}:invited"


def _fit(post: DutyPost, member: Member, *, shows: bool, to_member: bool) -> Match | None:
    wanted = Wanted([skill.name for skill in post.skills.all()], post.free_times)
    offered = Offered([skill.name for skill in member.skills.all()] if shows else [], member.free_times)
    return match(wanted, offered, nearness(chain_of(member.area), chain_of(post.area)), to_member=to_member)


def chain_of(area: Area) -> list[int]:
    """The ids of community, grid and building down to `area`; select `parent__parent` with it."""
    chain = [area.pk]
    for _ in range(DEPTH.get(area.kind, 1) - 1):
        area = area.parent
        chain.insert(0, area.pk)
    return chain


def posts_for(member: Member) -> list[PostForMember]:
    """The open posts of the member's community: their own first, then those that suit them best, then the rest."""
    community = ReportIn.objects.belonging().filter(member=member).values_list("community", flat=True).first()
    if community is None:
        return []
    area = Area.objects.get(pk=community)
    posts = DutyPost.objects.open_on(timezone.localdate()).within(area).counted()
    claims = {claim.post_id: claim for claim in DutyClaim.objects.live().filter(member=member)}
    placed = Member.objects.select_related("area__parent__parent").prefetch_related("skills").get(pk=member.pk)
    rows = [
        PostForMember(post, _fit(post, placed, shows=True, to_member=True), claims.get(post.pk))
        for post in posts.select_related("area__parent__parent").prefetch_related("skills").order_by("post_class", "pk")
    ]
    return sorted(rows, key=_order)


def _order(row: PostForMember) -> tuple:
    rank = row.match.rank if row.match else (-1, 0, 0)
    return row.claim is None, row.post.vacant <= 0, tuple(-part for part in rank)


@transaction.atomic
def invite_members(*, post_id: int, member_ids: Collection[int], by) -> Outcome:
    """Invite members of the community to a post, once each; nobody is assigned. Raises RuleBroken for a full post."""
    post = DutyPost.objects.allowed(by, P.DUTY_MANAGE).select_related("area__parent__parent").filter(pk=post_id).first()
    if post is None:
        raise not_found()
    if not DutyPost.objects.open_on(timezone.localdate()).filter(pk=post.pk).exists():
        raise RuleBroken("closed", "岗位已停止或任期已满", conflict=True)
    room = POST_PLACES.room(post.pk)
    check_room(needed=room.size, live=room.taken)
    outcome = Outcome()
    members = [member for member in _candidates(post) if member.pk in set(member_ids)]
    outcome.refuse_missing(len(set(member_ids)), len(members))
    reached = [member for member in members if member.user_id]
    for member in members:
        if not member.user_id:
            outcome.refuse(member, "没有账号，请当面或电话邀请")
    notify(
        users=[member.user_id for member in reached],
        key=_invitation_key(post),
        title="社区邀请您认领岗位",
        text=f"{post.area.name}的{called(post)}需要{post.needed}人。是否认领由您决定。",
        url=reverse("member-duty", args=[post.pk]),
    )
    outcome.done = len(reached)
    return outcome
