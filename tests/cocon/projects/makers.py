"""Budgets and projects for the contract of acts; the street decides."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from cocon.models import PaperKind
from cocon.projects.choices import LineState, PaperState, ProjectState
from cocon.projects.services.funds import line_acts
from cocon.projects.services.milestones import give_milestone
from cocon.projects.services.papers import paper_acts
from cocon.projects.services.projects import site_acts
from orgtree.acts import make, perform_one
from orgtree.models import User
from tests.cocon.needs.makers import clerk
from tests.cocon.projects import world
from tests.cocon.projects.world import act, allotted, granted, share_of, street_person


def deciders(town):
    return street_person(town, "jiewei1"), street_person(town, "jiewei2")


def closed(town, member=None):
    return perform_one(line_acts, "close", pk=granted(town).pk, by=town.street_secretary, reason="年度已结束")


def paid_ahead(town, member=None):
    """Running, its milestone reported, a part of it paid ahead: all but the end without payment may be done."""
    project, due = world.running(town), today() + timedelta(days=20)
    give_milestone(
        project, title="完成安装", due_on=due, by=town.secretary
    )  # by no act: none of its steps are logged yet
    world.report_all(project, town.clerk)
    act(project, "advance", world.approvers(town)[0], yuan=Decimal(100), reason="凭证000")
    return world.Project.objects.get(pk=project.pk)


def accepted_and_paid_ahead(town, member=None):
    project = act(paid_ahead(town), "submit", town.secretary, outcome="已办完", people=3, hours=3)
    return act(project, "accept", town.street_secretary, accepted_words="已核实")


def site(town, member=None):
    project = world.running(town, kind="renewal")
    return make(site_acts, "add", project=project, name="东园小区", buildings=3, by=town.secretary).row


def paper(town, member=None):
    said = {"project": world.running(town), "kind": PaperKind.objects.get(code="minutes"), "words": "社区档案柜"}
    return make(paper_acts, "file", by=town.secretary, file=None, **said).row


def today():
    return timezone.localdate()


MAKERS = {
    "cocon.fundline": {LineState.OPEN: lambda town, member: allotted(town), LineState.CLOSED: closed},
    "cocon.project": {
        ProjectState.DRAFT: lambda town, member: world.begun(town),
        ProjectState.HEARD: lambda town, member: world.heard(town),
        ProjectState.PUBLICISED: lambda town, member: world.publicised(town),
        ProjectState.ASKED: lambda town, member: world.asked(town),
        ProjectState.SECOND: lambda town, member: world.second(town),
        ProjectState.RUNNING: paid_ahead,
        ProjectState.SUBMITTED: lambda town, member: world.submitted(town),
        ProjectState.ACCEPTED: accepted_and_paid_ahead,
        ProjectState.SETTLED: lambda town, member: world.settled(town),
    },
    "cocon.projectsite": {ProjectState.RUNNING: site},
    "cocon.projectpaper": {PaperState.OPEN: paper},
}
DESKS = {"cocon.fundline": deciders, "cocon.project": deciders}
WORDS = {
    "cocon.fundline.adjust": {"yuan": Decimal("100.50")},
    "cocon.project.edit": {"yuan": Decimal("50"), "until": today() + timedelta(days=9)},
    "cocon.project.advance": {"yuan": Decimal("40")},
    "cocon.project.settle": {"yuan": Decimal("100")},
    "cocon.project.hand_over": lambda: {"leader": User.objects.get(account="jifen")},
    "cocon.project.add_milestone": {"due_on": today() + timedelta(days=20)},
    "cocon.project.submit": {"people": 3, "hours": 3},
}
BEGINNINGS = {
    "cocon.fundline.grant": lambda town, member: {
        "area": town.street,
        "kind": "party",
        "name": "党建活动经费",
        "year": timezone.localdate().year,
        "yuan": Decimal("40000"),
    },
    "cocon.fundline.allot": lambda town, member: {
        "parent": granted(town),
        "area": town.east,
        "yuan": Decimal("400"),
    },
    "cocon.project.begin": lambda town, member: {
        "area": town.east,
        "kind": "party",
        "category": "service",
        "source": "survey",
        "title": "楼道照明改造",
        "words": "更换节能灯",
        "until": today() + timedelta(days=60),
        "line": share_of(town),
        "amount": Decimal("300.50"),
    },
    "cocon.hearing.hold": lambda town, member: {
        "project": world.begun(town),
        "held_on": today(),
        "present": 20,
        "in_favour": 12,
    },
    "cocon.projectpaper.file": lambda town, member: {
        "project": world.running(town, unit=clerk(town, member, town.east).unit),
        "kind": PaperKind.objects.get(code="notice"),
        "words": "社区档案柜",
    },
    "cocon.projectsite.add": lambda town, member: {
        "project": world.running(town, kind="renewal"),
        "name": "东园小区",
        "buildings": 3,
    },
}
