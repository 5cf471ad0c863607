"""How a need that nobody takes on, or an acceptance about which a side keeps silent, comes before the joint meeting: as a topic."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from cocon.meetings.models import Topic
from cocon.meetings.services.topics import leave_pool, raise_topic
from cocon.needs.choices import ClaimState, NeedState
from cocon.needs.models import Claim, Need
from orgtree.acts import Doing

KINDS = {Need: "need", Claim: "claim"}  # as they are declared for meetings (declared/for_meetings.py)


def topics_of(row: Need | Claim):
    """The topics that stem from it, the newest first."""
    return Topic.objects.about(KINDS[type(row)], [row.pk]).order_by("-pk")


def has_topic(row: Need | Claim) -> bool:
    """Whether one of them waits for a meeting or is being dealt with."""
    return topics_of(row).under_way().exists()


def raise_need(need: Need, *, by=None) -> Topic:
    """The topic about a need; `by` None: it came by itself."""
    words = f"{need.words}（需要{need.amount}，{need.until:%Y-%m-%d}前完成）"
    proposer = by.pk if by else need.published_by_id
    return raise_topic(
        area=need.area,
        title=f"需求：{need.title}",
        words=words,
        origin=(KINDS[Need], need.pk),
        proposer=proposer,
        by=by,
    )


def raise_claim(claim: Claim, *, by=None) -> Topic:
    """The topic about a claim that waits for acceptance; `by` None: it came by itself."""
    words = f"{claim.unit}认领{claim.amount}，{claim.submitted_at:%Y-%m-%d}提交验收，还没有经双方验收。{claim.outcome}"
    proposer = by.pk if by else claim.confirmed_by_id
    return raise_topic(
        area=claim.need.area,
        title=f"验收：{claim.need.title}",
        words=words[:500],
        origin=(KINDS[Claim], claim.pk),
        proposer=proposer,
        by=by,
    )


# --- Seen to without a meeting --------------------------------------------------------------------------------------------


def clear_pool(*ids: int) -> int:
    """Topics about needs that a unit took on since they were proposed, or that are over, leave the pool; of these needs alone, if named."""
    taken = Claim.objects.live().filter(need=OuterRef("origin_id"), claimed_at__gt=OuterRef("proposed_at"))
    over = Need.objects.filter(pk=OuterRef("origin_id")).exclude(state=NeedState.PUBLISHED)
    topics = Topic.objects.filter(Q(Exists(taken)) | Q(Exists(over)), origin_kind=KINDS[Need])
    return leave_pool(topics.filter(origin_id__in=ids) if ids else topics, "需求已有单位认领，或已办结、撤回")


def clear_decided(*ids: int) -> int:
    """The same for claims that no longer wait for acceptance."""
    over = Claim.objects.filter(pk=OuterRef("origin_id")).exclude(state=ClaimState.SUBMITTED)
    topics = Topic.objects.filter(Exists(over), origin_kind=KINDS[Claim])
    return leave_pool(topics.filter(origin_id__in=ids) if ids else topics, "验收已有结果")


def clear_after(rows: Iterable[Need | Claim], doing: Doing) -> None:
    """What follows from an act that ends a need or decides a claim: nothing of it waits for a meeting any more."""
    for row in rows:
        clear_decided(row.pk) if isinstance(row, Claim) else clear_pool(row.pk)
