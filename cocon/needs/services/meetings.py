"""How a need that nobody takes on, an acceptance about which a side keeps silent, or what a unit asked for in vain comes before the joint meeting: as a topic."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from cocon.meetings.choices import TopicSource
from cocon.meetings.models import Topic
from cocon.meetings.services.topics import leave_pool, raise_topic
from cocon.needs.choices import AskState, ClaimState, NeedState
from cocon.needs.models import Claim, Need, UnitAsk
from orgtree.acts import Doing

KINDS = {Need: "need", Claim: "claim", UnitAsk: "ask"}  # as they are declared for meetings (declared/for_meetings.py)


def topics_of(row: Need | Claim | UnitAsk):
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


def raise_ask(ask: UnitAsk) -> Topic:
    """The topic about what a unit asked for and the community has not answered; it came by itself."""
    return raise_topic(
        area=ask.area,
        title=f"单位需求：{ask.title}",
        words=f"{ask.unit}{ask.asked_at:%Y-%m-%d}提出，到期没有答复。{ask.words}（{ask.amount}，{ask.until:%Y-%m-%d}前）",
        origin=(KINDS[UnitAsk], ask.pk),
        proposer=ask.asked_by_id,
        source=TopicSource.UNIT,
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


def clear_answered(*ids: int) -> int:
    """The same for what units asked for and no longer waits for an answer."""
    over = UnitAsk.objects.filter(pk=OuterRef("origin_id")).exclude(state=AskState.ASKED)
    topics = Topic.objects.filter(Exists(over), origin_kind=KINDS[UnitAsk])
    return leave_pool(topics.filter(origin_id__in=ids) if ids else topics, "社区已有答复，或单位已撤回")


CLEARING = {Need: clear_pool, Claim: clear_decided, UnitAsk: clear_answered}


def clear_after(rows: Iterable[Need | Claim | UnitAsk], doing: Doing) -> None:
    """What follows from an act that ends a need, decides a claim or answers a unit: nothing of it waits for a meeting any more."""
    for row in rows:
        CLEARING[type(row)](row.pk)
