"""Needs and claims for the contract of acts: the member handles the shared matters of the unit."""

from datetime import timedelta

from django.utils import timezone

from cocon.models import Matter
from cocon.needs.choices import AskState, ClaimState, NeedState, ResourceState
from cocon.needs.services.asks import ask_acts
from cocon.needs.services.milestones import milestones_of, report_milestone
from cocon.needs.services.resources import resource_acts
from orgtree.acts import make, perform_one
from orgtree.choices import InstitutionKind, PostKind
from orgtree.models import Institution, User
from orgtree.people.services.people import appoint
from orgtree.units.services.institutions import create_institution
from tests.cocon.needs import world
from tests.cocon.needs.world import Around

INVITED = "未认领的单位"
LATER = timezone.localdate() + timedelta(days=20)


def clerk(town, member, area=None) -> Around:
    unit = create_institution(name=f"单位{member.pk}", kind=InstitutionKind.SCHOOL, area=area or town.street, by=None)
    appoint(holder_id=member.user_id, kind=PostKind.UNIT_ORG, institution=unit, by=None)
    world.pair(town, unit)
    return Around(unit, User.objects.get(pk=member.user_id))  # with the post


def draft(town, member):
    clerk(town, member)
    world.paired_unit(town, "beiqing", INVITED)
    return world.need(town, by=town.street_secretary, publish=False)


def published(town, member):
    """A third of it is left and nothing under way: it may be closed, and could be withdrawn but for what was accepted."""
    around = clerk(town, member)
    shown = world.need(town, by=town.street_secretary)
    world.accepted(town, around, shown, 2)
    world.paired_unit(town, "beiqing", INVITED)
    return shown


def running(town, around, shown, quantity):
    """All its milestones are reported."""
    claim = world.running(town, around, shown, quantity, by=town.street_secretary)
    for task in milestones_of(claim):
        report_milestone(claim=claim, task_id=task.pk, result="已办", by=around.clerk)
    return claim


def claim_in(make):
    """The claim in the state to which `make` brings it."""

    def made(town, member):
        shown = world.need(town, by=town.street_secretary)
        return make(town, clerk(town, member), shown, 2)

    return made


def matter():
    return Matter.objects.get(code="place")


def shared(town, member):
    """That of a unit of the community, offered by the member who handles its matters."""
    around = clerk(town, member, town.east)
    said = {"unit": around.unit, "kind": "place", "matter": matter(), "title": "多功能厅"}
    return make(resource_acts, "offer", by=around.clerk, **said).row


def asking(unit) -> dict:
    """What a unit needs of 东园社区."""
    said = {"unit": unit, "matter": matter(), "title": "借用社区活动室", "words": "开职工会，半天"}
    return said | {"quantity": 1, "measure": "次", "until": LATER}


def asked(town, member):
    """By a unit that is paired with the community, whose shared matters the member handles."""
    around = clerk(town, member)
    return make(ask_acts, "ask", by=around.clerk, area=town.east, **asking(around.unit)).row


def asked_and_published(town, member):
    ask = asked(town, member)
    return perform_one(ask_acts, "publish", pk=ask.pk, by=town.street_secretary, reach="paired")


MAKERS = {
    "cocon.unitask": {AskState.ASKED: asked, AskState.PUBLISHED: asked_and_published},
    "cocon.resource": {ResourceState.SHARED: shared},
    "cocon.need": {NeedState.DRAFT: draft, NeedState.PUBLISHED: published},
    "cocon.claim": {
        ClaimState.CLAIMED: claim_in(world.claimed),
        ClaimState.RUNNING: claim_in(running),
        ClaimState.SUBMITTED: claim_in(world.submitted),
    },
}
ROWS = {"cocon.need.edit": lambda town, member: clerk(town, member) and world.need(town, by=town.street_secretary)}
WORDS = {
    "cocon.need.edit": lambda: {
        "matter": matter(),
        "quantity": 5,
        "measure": "次",
        "until": LATER,
        "since": None,
        "claim_by": None,
    },
    "cocon.need.invite": lambda: {"unit": Institution.objects.get(name=INVITED)},
    "cocon.resource.edit": lambda: {"matter": matter(), "title": "大礼堂", "until": LATER},
    "cocon.claim.confirm": {"due_on": LATER, "milestone": "第一场"},
    "cocon.claim.add_milestone": {"due_on": LATER, "milestone": "第二场"},
}
BEGINNINGS = {
    "cocon.need.enter": lambda town, member: {
        "area": world.paired_unit(town, "beiqing", INVITED) and town.east,
        "title": "周末课业辅导",
        "words": "小学生周末辅导，每次两小时",
        "matter": matter(),
        "quantity": 3,
        "measure": "场",
        "until": LATER,
    },
    "cocon.claim.claim": lambda town, member: {
        "need": world.need(town),
        "unit": clerk(town, member, town.east).unit,
        "quantity": 2,
        "words": "派两位老师",
    },
    "cocon.unitask.ask": lambda town, member: asking(clerk(town, member).unit) | {"area": town.east},
    "cocon.resource.enter": lambda town, member: {
        "area": town.east,
        "kind": "goods",
        "matter": matter(),
        "title": "折叠桌椅",
        "capacity": 30,
    },
    "cocon.resource.offer": lambda town, member: {
        "unit": clerk(town, member, town.east).unit,
        "kind": "place",
        "matter": matter(),
        "title": "多功能厅",
    },
}
