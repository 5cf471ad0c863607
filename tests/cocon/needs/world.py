"""A community that needs something and units around it: the people of tests about needs."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from cocon.models import Claim, Matter, Need, Pairing
from cocon.needs.services.claims import claim_acts
from cocon.needs.services.milestones import milestones_of, report_milestone
from cocon.needs.services.needs import create_need
from cocon.needs.services.taking_on import claim_need
from orgtree.acts import perform_one
from orgtree.choices import InstitutionKind, PostKind
from orgtree.models import Institution, Post, User
from orgtree.people.services.people import appoint, create_user
from orgtree.units.services.institutions import create_institution

PASSWORD = "Danwei-pass-2026"


@dataclass
class Around:
    """A unit with its clerk."""

    unit: Institution
    clerk: User


def unit_with_clerk(town, account: str, name: str, area=None) -> Around:
    """A unit of the street, or of the area that is named, and who handles its shared matters."""
    unit = create_institution(name=name, kind=InstitutionKind.SCHOOL, area=area or town.street, by=None)
    clerk = create_user(account=account, name="经办人", password=PASSWORD, by=None)
    appoint(holder_id=clerk.pk, kind=PostKind.UNIT_ORG, institution=unit, by=None)
    return Around(unit, clerk)


def pair(town, unit, community=None) -> Pairing:
    day = timezone.localdate()
    return Pairing.objects.create(
        unit=unit, community=community or town.east, since=day, made_by=town.secretary, made_at=timezone.now()
    )


def paired_unit(town, account: str = "yixiao", name: str = "第一小学") -> Around:
    around = unit_with_clerk(town, account, name)
    pair(town, around.unit)
    return around


def need(town, *, by=None, area=None, **fields) -> Need:
    """A published need of 东园社区 for three lessons."""
    told = {
        "title": "周末课业辅导",
        "words": "小学生周末辅导，每次两小时",
        "matter": Matter.objects.get(code="education"),
        "quantity": 3,
        "measure": "场",
        "until": timezone.localdate() + timedelta(days=40),
    }
    return create_need(area=area or town.east, by=by or town.secretary, **told | fields)


def claimed(town, around: Around, shown: Need | None = None, quantity: int = 3) -> Claim:
    shown = shown or need(town)
    return claim_need(need_id=shown.pk, unit=around.unit, quantity=quantity, by=around.clerk)


def running(town, around: Around, shown: Need | None = None, quantity: int = 3, by=None) -> Claim:
    claim = claimed(town, around, shown, quantity)
    return perform_one(claim_acts, "confirm", pk=claim.pk, by=by or town.secretary, milestone="", due_on=None)


def submitted(town, around: Around, shown: Need | None = None, quantity: int = 3) -> Claim:
    claim = running(town, around, shown, quantity)
    for task in milestones_of(claim):
        report_milestone(claim=claim, task_id=task.pk, result="三场都已办完", by=around.clerk)
    return perform_one(claim_acts, "submit", pk=claim.pk, by=around.clerk, outcome="三场辅导都已办完，到场五十人次")


def accepted(town, around: Around, shown: Need | None = None, quantity: int = 3) -> Claim:
    return accept_both(town, submitted(town, around, shown, quantity))


def accept_both(town, claim: Claim) -> Claim:
    """Both sides say that it is done."""
    clerk = Post.objects.live().get(institution=claim.unit, kind=PostKind.UNIT_ORG).holder
    perform_one(claim_acts, "accept", pk=claim.pk, by=town.clerk, rating=5, words="准时认真")
    return perform_one(claim_acts, "accept_for_unit", pk=claim.pk, by=clerk, rating=4, words="组织有序")
