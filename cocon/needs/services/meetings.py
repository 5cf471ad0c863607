"""How a need that nobody takes on, or an acceptance about which a side keeps silent, comes before the joint meeting: as a topic."""

from cocon.meetings.models import Topic
from cocon.meetings.services.topics import raise_topic
from cocon.needs.models import Claim, Need

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
