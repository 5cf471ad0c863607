"""What the first page of a unit shows of claims and needs, and where a milestone leads back to."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from cocon.declare import UnitSection, YearFact
from cocon.needs.choices import AskState, ClaimState
from cocon.needs.lists import dress_claims, dress_needs
from cocon.needs.models import Claim, Need, Resource, UnitAsk
from cocon.needs.services.claim_steps import desk_page_of, own_claims, page_of
from orgtree.choices import Permission as P

SHOWN = 5


def needs_for(unit):
    """Needs that the unit may take on and has not: something is left of each, the soonest first."""
    taken = Claim.objects.live().filter(unit=unit).values("need")
    rows = Need.objects.open_to(unit).with_room().exclude(pk__in=taken)
    return rows.select_related("area", "matter").order_by("until", "pk")


def show_claims(unit, user) -> tuple[str, dict] | None:
    """What the unit has in hand, the soonest first."""
    rows = Claim.objects.open().filter(unit=unit).select_related("need__area", "need__matter", "unit")
    claims = list(rows.order_by("need__until", "pk")[:SHOWN])
    dress_claims(claims)
    return ("cocon/needs/claims_section.html", {"claims": claims}) if claims else None


def show_needs(unit, user) -> tuple[str, dict] | None:
    """What waits for somebody, and the way to all of it."""
    rows = needs_for(unit)
    needs, number = list(rows[:SHOWN]), rows.count()
    dress_needs(needs)
    done = Claim.objects.filter(unit=unit, state=ClaimState.ACCEPTED).count()
    shared = Resource.objects.shared_on(timezone.localdate()).filter(unit=unit).count()
    asked = UnitAsk.objects.filter(unit=unit, state__in=[AskState.ASKED, AskState.PUBLISHED]).count()
    counted = {"number": number, "done": done, "shared": shared, "asked": asked}
    return "cocon/needs/needs_section.html", {"needs": needs} | counted


def find_claim(user, pk: int) -> tuple[str, str] | None:
    """The claim behind a milestone, at the unit's own page or on the desk."""
    claims = Claim.objects.select_related("need", "unit")
    if own := claims.filter(pk__in=own_claims(user).filter(pk=pk)).first():
        return str(own), page_of(own)
    claim = claims.allowed(user, P.COCON_VIEW).filter(pk=pk).first()
    return (str(claim), desk_page_of(claim)) if claim else None


def claimed_in(unit, year: int) -> Iterator[tuple[str, str, str]]:
    """What the unit took on and saw accepted in the year."""
    rows = Claim.objects.filter(unit=unit, state=ClaimState.ACCEPTED, accepted_at__year=year)
    for claim in rows.select_related("need__area", "need", "unit").order_by("accepted_at", "pk"):
        yield "已完成的共建需求", f"{claim.need.area.name}　{claim.need.title}", page_of(claim)


def shared_in(unit, year: int) -> Iterator[tuple[str, str, str]]:
    """What the unit put on the shared list by the end of the year and has not taken back."""
    rows = Resource.objects.filter(unit=unit, entered_at__year__lte=year, ended_at=None)
    titles = rows.order_by("entered_at", "pk").values_list("title", flat=True)
    if titles:
        yield "共享资源", "、".join(titles), ""


def asked_in(unit, year: int) -> Iterator[tuple[str, str, str]]:
    """What the unit asked for in the year and what became of it; what it withdrew left out."""
    rows = UnitAsk.objects.filter(unit=unit, asked_at__year=year).exclude(state=AskState.WITHDRAWN)
    for ask in rows.select_related("area").order_by("asked_at", "pk"):
        told = f"{ask.area.name}　{ask.title}　{ask.get_state_display()}"
        yield "单位需求", told, reverse("unit-ask", args=[ask.pk])


FACTS = [YearFact("needs", 30, claimed_in), YearFact("resources", 40, shared_in), YearFact("asks", 42, asked_in)]
SECTIONS = [UnitSection("needs.claims", 20, show_claims), UnitSection("needs.open", 60, show_needs)]
