"""What goes to the next joint meeting by itself: needs that nobody takes on, claims that a side does not accept, what units wait for."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from cocon.needs.declared.unit_home import find_claim
from cocon.needs.models import Claim, Need, UnitAsk
from cocon.needs.services.asks import own_asks, page_of
from cocon.needs.services.waiting import needs_for_meeting, unaccepted_too_long, unanswered_too_long
from orgtree.choices import Permission as P
from orgtree.declare.matters import MeetingMatter


def waiting_needs(area) -> Iterator[tuple]:
    """Needs of the area that stood unclaimed past their term."""
    areas = area.get_descendants(include_self=True)
    for need in needs_for_meeting(Need.objects.filter(area__in=areas)).select_related("area").order_by("pk"):
        yield need.pk, need.area, need.title, f"发布后到期没有单位认领。{need.words}"


def waiting_claims(area) -> Iterator[tuple]:
    """Claims of the area about whose acceptance a side keeps silent."""
    late = Claim.objects.filter(unaccepted_too_long(timezone.localdate()))
    late = late.filter(need__area__in=area.get_descendants(include_self=True))
    for claim in late.select_related("need__area", "unit").order_by("pk"):
        yield claim.pk, claim.need.area, claim.need.title, f"{claim.unit}提交验收后，有一方一直没有表态。"


def waiting_asks(area) -> Iterator[tuple]:
    """What units asked of the area and wait for past the term."""
    late = UnitAsk.objects.filter(unanswered_too_long(), area__in=area.get_descendants(include_self=True))
    for ask in late.select_related("area", "unit").order_by("pk"):
        yield ask.pk, ask.area, ask.title, f"{ask.unit}提出，到期没有答复。{ask.words}"


def find_ask(user, pk: int) -> tuple[str, str] | None:
    """What the unit asked for, on its own page or on the desk."""
    if own := own_asks(user).filter(pk=pk).first():
        return own.title, page_of(own)
    ask = UnitAsk.objects.allowed(user, P.COCON_VIEW).filter(pk=pk).first()
    return (ask.title, reverse("admin:cocon_unitask_change", args=[pk])) if ask else None


def find_need(user, pk: int) -> tuple[str, str] | None:
    """The need on the desk."""
    need = Need.objects.allowed(user, P.COCON_VIEW).filter(pk=pk).first()
    return (need.title, reverse("admin:cocon_need_change", args=[pk])) if need else None


MATTERS = [
    MeetingMatter("need", "无人认领的需求", waiting_needs, find_need),
    MeetingMatter("claim", "没有验收的事项", waiting_claims, find_claim),
    MeetingMatter("ask", "没有答复的单位需求", waiting_asks, find_ask, source="unit"),
]
